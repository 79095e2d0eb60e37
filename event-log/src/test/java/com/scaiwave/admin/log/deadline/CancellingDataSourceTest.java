package com.scaiwave.admin.log.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.scaiwave.admin.log.NotNow;
import com.scaiwave.admin.log.TestPostgres;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLTimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@NullMarked
@Timeout(60)
@Order(1)
class CancellingDataSourceTest {
    private final Clients clients = new Clients();
    private final Thread looking = Thread.ofVirtual().unstarted(this::look);
    private final HikariDataSource pool = new HikariDataSource();
    private final CancellingDataSource source = new CancellingDataSource(pool);
    private final JdbcTemplate sql = new JdbcTemplate(source);

    @BeforeEach
    void start() {
        pool.setDataSource(TestPostgres.create().unpooled("scaiwave_query"));
        pool.setMaximumPoolSize(1);
        looking.start();
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            clients.look();
            LockSupport.parkNanos(5_000_000);
        }
    }

    @AfterEach
    void stop() {
        looking.interrupt();
        pool.close();
    }

    private void sleep(double seconds) {
        sql.execute("select pg_sleep(" + seconds + ")");
    }

    @Test
    void a_statement_is_cancelled_when_its_client_is_gone() {
        Throwable thrown = clients.reading(() -> true).call(() -> catchThrowable(() -> sleep(50)));

        assertThat(NotNow.causedBy(thrown)).isTrue();
        assertThat(thrown).hasMessageContaining("canceling statement due to user request");
    }

    @Test
    void each_further_statement_of_a_transaction_is_cancelled_when_its_client_is_gone() {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(source));
        clients.reading(() -> true)
                .run(() ->
                        transaction.executeWithoutResult(_ -> {
                            sql.execute("savepoint s");
                            assertThat(catchThrowable(() -> sleep(50))).isNotNull();
                            sql.execute("rollback to savepoint s");
                            assertThat(catchThrowable(() -> sleep(50))).isNotNull();
                        }));
        sleep(0);
    }

    @Test
    void a_client_that_was_found_to_be_gone_gets_no_connection() {
        clients.reading(() -> true)
                .run(() -> {
                    assertThat(catchThrowable(() -> sleep(50))).isNotNull();
                    assertThat(Client.isGone()).isTrue();
                    assertThatExceptionOfType(SQLTimeoutException.class)
                            .isThrownBy(source::getConnection);
                });
        assertThat(Client.isGone()).isFalse();
    }

    @Test
    void what_has_no_client_or_one_that_stays_is_left_alone() {
        sleep(0.3);
        clients.reading(() -> false).run(() -> sleep(0.3));
    }

    /** Statements end before, at and after the time at which they are cancelled. */
    @Test
    void the_next_user_of_a_connection_is_not_cancelled() {
        int cancelled = 0;
        for (int n = 0; n < 60; n++) {
            double seconds = 0.05 + 0.0025 * n;
            Throwable thrown =
                    clients.reading(() -> true).call(() -> catchThrowable(() -> sleep(seconds)));
            assertThat(thrown == null || NotNow.causedBy(thrown)).isTrue();
            cancelled += thrown == null ? 0 : 1;
            sleep(0.02);
        }
        assertThat(cancelled).isPositive();
    }
}
