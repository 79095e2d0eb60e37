package com.scaiwave.admin.log;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
@Order(1)
class CrashTest {
    private static final int WRITERS = 4;

    @Test
    void a_killed_postgresql_keeps_every_acknowledged_append_once(@TempDir Path data)
            throws Exception {
        try (DurablePostgres postgres = new DurablePostgres(data.resolve("pg"));
                HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(postgres.database().unpooled("scaiwave_command"));
            pool.setMaximumPoolSize(WRITERS);
            pool.setConnectionTimeout(1_000);
            EventLog log = postgres.database().log(LogName.ADMINISTRATION, pool);
            try (Writers writers = new Writers(WRITERS, log)) {
                writers.awaitAcknowledged(200);
                postgres.kill();
                writers.awaitUnavailable(WRITERS);
                postgres.restart();
                writers.awaitAcknowledged(200);
                postgres.kill();
                postgres.restart();
                writers.awaitAcknowledged(200);
                writers.stop();
                writers.assertThatNothingIsLostOrDoubled(
                        postgres.database().log(LogName.ADMINISTRATION));
            }
        }
    }
}
