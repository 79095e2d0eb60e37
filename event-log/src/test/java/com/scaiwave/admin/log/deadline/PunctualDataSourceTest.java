package com.scaiwave.admin.log.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.TestPostgres;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

@NullMarked
class PunctualDataSourceTest {

    private final TestPostgres postgres = TestPostgres.create();
    private final DataSource plain = postgres.as("scaiwave_command");
    private final DataSource punctual = new PunctualDataSource(plain);

    @Test
    void time_spent_paused_does_not_count_towards_the_deadline() {
        Deadline.in(Duration.ofHours(1))
                .run(() -> {
                    long began = System.nanoTime();
                    long before = Deadline.left().toNanos();
                    Duration waited = Deadline.paused(() -> waited(Duration.ofMillis(50)));
                    long cost = before - Deadline.left().toNanos();
                    long passed = System.nanoTime() - began;
                    assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMillis(50));
                    assertThat(cost).isLessThanOrEqualTo(passed - waited.toNanos());
                });
    }

    private static Duration waited(Duration time) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            Thread.onSpinWait();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void a_statement_is_given_up_at_the_deadline() {
        long begun = System.nanoTime();

        Throwable thrown =
                Deadline.in(Duration.ofMillis(300))
                        .call(() -> catchThrowable(() -> sleep(punctual, 60)));

        assertThat(thrown).isInstanceOf(DataAccessException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void without_a_deadline_a_statement_has_no_timeout() {
        assertThat(Deadline.isSet()).isFalse();
        sleep(punctual, 1);
    }

    @Test
    void no_connection_is_asked_for_when_the_deadline_has_passed() {
        Deadline.in(Duration.ZERO)
                .run(() ->
                        assertThatExceptionOfType(SQLTimeoutException.class)
                                .isThrownBy(punctual::getConnection));
    }

    @Test
    void a_log_is_unavailable_to_a_request_that_is_late() {
        EventLog log =
                new EventLog(LogName.ADMINISTRATION, plain, new EventCodec(postgres.vault()));
        Deadline.in(Duration.ZERO)
                .run(() -> assertThatExceptionOfType(LogUnavailable.class).isThrownBy(log::head));
        assertThat(log.head()).isZero();
    }

    @Test
    void an_inner_deadline_counts_instead_of_the_outer_one() {
        Deadline.in(Duration.ZERO).run(() -> Deadline.in(Duration.ofMinutes(1)).run(this::first));
    }

    @Test
    void the_next_user_of_a_pools_connection_has_no_network_timeout() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(plain);
            pool.setMaximumPoolSize(1);
            DataSource pooled = new PunctualDataSource(pool);
            first(pooled);
            Deadline.in(Duration.ofMinutes(1)).run(() -> first(pooled));
            try (Connection connection = pooled.getConnection()) {
                assertThat(connection.getNetworkTimeout()).isZero();
            }
            sleep(pooled, 1);
        }
    }

    private void first() {
        first(punctual);
    }

    private static void first(DataSource source) {
        assertThat(new JdbcTemplate(source).queryForObject("select 1", Integer.class)).isEqualTo(1);
    }

    private static void sleep(DataSource source, int seconds) {
        new JdbcTemplate(source).execute("select pg_sleep(%d)".formatted(seconds));
    }
}
