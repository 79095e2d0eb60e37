package com.scaiwave.admin.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.follow.FollowerCheckpoint;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Storage.Patience;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.testkit.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A transaction that waited for a checkpoint sees all changes of the one that held it. */
@NullMarked
class HoldTest {
    private static final String PARKED =
            "update readmodel.checkpoints set parked = array['tnt_1'] where projection = 'models'";
    private static final String WAITING =
            """
            select count(*) from pg_stat_activity
            where wait_event_type = 'Lock' and usename = 'scaiwave_projector'
                and datname = current_database()
            """;

    private final TestPostgres database = ReadSide.database();
    private final ReadSide side = ReadSide.on(database);
    private final ReadModel model =
            new ReadModel(database.as("scaiwave_projector"), database.as("scaiwave_query"));
    private final Projection models = side.projection("models");
    private final LiveGenerations live = new LiveGenerations(model, LogName.ADMINISTRATION);
    private final JdbcClient superuser = JdbcClient.create(database.as("postgres"));

    @AfterEach
    void stop() {
        side.close();
    }

    @Test
    void a_tenant_that_was_taken_back_meanwhile_is_no_longer_parked() throws Exception {
        superuser.sql(PARKED).update();
        assertThat(hold().parked()).containsExactly("tnt_1");
        superuser
                .sql(
                        """
                        insert into readmodel.parked
                            (projection, generation, log, tenant, position, lineage, reason)
                        values ('models', 1, 'ADMINISTRATION', 'tnt_1', 1, '{}', 'Test')
                        """)
                .update();
        CompletableFuture<Set<String>> other = new CompletableFuture<>();

        try (Lease<Projection> lease = lease()) {
            Thread.startVirtualThread(() -> other.complete(hold().parked()));
            awaitSomeoneWaiting();
            lease.unpark(models, "tnt_1");
            lease.commit(Map.of());
        }

        assertThat(other.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    private FollowerCheckpoint hold() {
        try (Lease<Projection> lease = lease()) {
            return Objects.requireNonNull(lease.checkpoints().get(models));
        }
    }

    private Lease<Projection> lease() {
        return live.lease(List.of(models), Patience.ENDLESS);
    }

    private void awaitSomeoneWaiting() {
        Waiting.until(
                "the other one waits for the checkpoint",
                () -> superuser.sql(WAITING).query(Long.class).single() > 0);
    }
}
