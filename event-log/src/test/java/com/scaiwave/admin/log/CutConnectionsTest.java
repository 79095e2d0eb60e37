package com.scaiwave.admin.log;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CutConnectionsTest {
    private final TestPostgres postgres = TestPostgres.create();

    @Test
    void connections_that_are_cut_again_and_again_lose_and_double_nothing() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(postgres.unpooled("scaiwave_command"));
            pool.setMaximumPoolSize(4);
            try (Writers writers = new Writers(4, postgres.log(LogName.ADMINISTRATION, pool))) {
                for (int cut = 0; cut < 25; cut++) {
                    writers.awaitAcknowledged(15);
                    postgres.cutConnectionsOf("scaiwave_command");
                }
                writers.awaitAcknowledged(15);
                writers.stop();
                writers.assertThatNothingIsLostOrDoubled(postgres.log(LogName.ADMINISTRATION));
            }
        }
    }
}
