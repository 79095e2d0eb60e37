package com.scaiwave.admin.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Two processes project, and one of them can't handle an event that the other can. */
@NullMarked
class ParkTest {
    private final TestPostgres database = TestPostgres.create();
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final ReadSide side = ReadSide.on(database);
    private final ReadModel model =
            new ReadModel(database.as("scaiwave_projector"), database.as("scaiwave_query"));
    private final Projection models = side.projection("models");
    private final Generation live = model.live(models).orElseThrow();

    @AfterEach
    void stop() {
        side.close();
    }

    @Test
    void nobody_is_parked_at_an_event_that_has_been_handled_meanwhile() {
        RandomHistory.append(log, new RandomHistory(1).beginning());

        step(new Broken(() -> step(models)));

        assertThat(model.token(live, LogName.ADMINISTRATION).position()).isEqualTo(log.head());
        assertThat(model.parked()).isEmpty();
    }

    @Test
    void whose_event_nobody_has_handled_is_parked() {
        RandomHistory.append(log, new RandomHistory(1).beginning());

        step(new Broken(() -> {}));

        assertThat(model.parked()).hasSize(1);
    }

    private void step(Projection projection) {
        new Projector(model).step(projection, live, LogName.ADMINISTRATION, log::readAfter);
    }

    /** Handles nothing; another process does, once this one has found out at which event. */
    private final class Broken implements Projection {
        private final Runnable other;
        private int tries;

        Broken(Runnable other) {
            this.other = other;
        }

        @Override
        public String name() {
            return models.name();
        }

        @Override
        public void project(Tables tables, List<Recorded> events) {
            tries++;
            if (tries == 2) {
                assertThat(events).hasSize(1);
                TransactionSynchronizationManager.registerSynchronization(
                        new TransactionSynchronization() {
                            @Override
                            public void afterCompletion(int status) {
                                CompletableFuture.runAsync(other).join();
                            }
                        });
            }
            throw new IllegalStateException("can't handle this");
        }
    }
}
