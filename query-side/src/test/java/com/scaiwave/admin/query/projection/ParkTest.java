package com.scaiwave.admin.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.follow.Advance;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Pace;
import com.scaiwave.admin.log.follow.Storage;
import com.scaiwave.admin.query.ReadSide;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes project, and one of them can't handle an event that the other can. */
@NullMarked
class ParkTest {
    private final TestPostgres database = ReadSide.database();
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final ReadSide side = ReadSide.on(database);
    private final ReadModel model =
            new ReadModel(database.as("scaiwave_projector"), database.as("scaiwave_query"));
    private final Projection models = side.projection("models");
    private final Storage<Projection> live = new LiveGenerations(model, LogName.ADMINISTRATION);

    @AfterEach
    void stop() {
        side.close();
    }

    @Test
    void nobody_is_parked_at_an_event_that_has_been_handled_meanwhile() {
        RandomHistory.append(log, new RandomHistory(1).beginning());
        Broken broken = new Broken();

        step(broken, new BeforeParking(broken, () -> step(models, live)));

        assertThat(position()).isEqualTo(log.head());
        assertThat(model.parked()).isEmpty();
    }

    @Test
    void whose_event_nobody_has_handled_is_parked() {
        RandomHistory.append(log, new RandomHistory(1).beginning());
        Broken broken = new Broken();

        step(broken, new BeforeParking(broken, () -> {}));

        assertThat(model.parked()).hasSize(1);
    }

    private long position() {
        return side.projections().states().stream()
                .filter(s -> s.name().equals("models"))
                .findFirst()
                .orElseThrow()
                .position();
    }

    private void step(Projection projection, Storage<Projection> storage) {
        new Advance<>(storage, Pace.DEFAULT).alone(projection, log::readAfter);
    }

    /** Fails at every event. */
    private final class Broken implements Projection {
        private int tries;

        @Override
        public String name() {
            return models.name();
        }

        @Override
        public void project(Tables tables, List<StoredEvent> events) {
            tries++;
            if (tries == 2) {
                assertThat(events).hasSize(1);
            }
            throw new IllegalStateException("can't handle this");
        }
    }

    /** Lets another process act once this one has found the event that it can't handle. */
    private final class BeforeParking implements Storage<Projection> {
        private final Broken broken;
        private final Runnable other;

        BeforeParking(Broken broken, Runnable other) {
            this.broken = broken;
            this.other = other;
        }

        @Override
        public Lease<Projection> lease(Collection<Projection> projections, Patience patience) {
            if (broken.tries == 2) {
                other.run();
            }
            return live.lease(projections, patience);
        }
    }
}
