package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.MAIL;
import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.testkit.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Appends that wait, because someone has locked the log's table. */
@NullMarked
class AppendQueueTest {
    private static final String LOCK =
            "lock table log_administration.events in access exclusive mode";
    private static final String WAITING =
            """
            select pid from pg_stat_activity
            where wait_event_type = 'Lock' and datname = current_database()
            """;
    private static final Duration SHORT = Duration.ofMillis(300);

    private final TestPostgres postgres = TestPostgres.create();
    private final EventLog log = postgres.log(LogName.ADMINISTRATION);

    @Test
    void a_caller_waits_until_its_deadline_and_not_as_long_as_others() throws Exception {
        try (Connection _ = locked()) {
            long began = System.nanoTime();
            assertThatExceptionOfType(LogUnavailable.class)
                    .isThrownBy(() -> appendSoon(enabled(WEB)))
                    .withMessageContaining("in time");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(SHORT, Duration.ofMillis(3_500));
        }
    }

    @Test
    void what_does_not_fit_into_the_memory_for_waiting_appends_is_refused_until_others_are_stored()
            throws Exception {
        CompletableFuture<Outcome> most;
        try (Connection _ = locked()) {
            most = withAlmostAll();
            Waiting.until("it is written", this::someoneWaitsForALock);
            assertThat(isRefused(large(MAIL, 200_000))).isTrue();
            assertThatExceptionOfType(LogUnavailable.class)
                    .isThrownBy(() -> appendSoon(enabled(MAIL)))
                    .withMessageContaining("in time");
        }
        Waiting.until("the caller has an answer", most::isDone);
        Waiting.until("there is room again", () -> isStored(large(MAIL, 200_000)));
    }

    @Test
    void who_waits_when_the_log_is_closed_is_told_so_and_what_is_being_written_is_stored()
            throws Exception {
        CompletableFuture<Outcome> written;
        CompletableFuture<Outcome> waiting = new CompletableFuture<>();
        try (Connection _ = locked()) {
            written = begun(() -> log.append(appending(enabled(WEB))));
            Waiting.until("it is written", this::someoneWaitsForALock);
            Thread second =
                    Thread.ofPlatform()
                            .start(() ->
                                    waiting.completeAsync(
                                            () -> log.append(appending(enabled(MAIL))),
                                            Runnable::run));
            Waiting.until("it waits", () -> second.getState() == Thread.State.TIMED_WAITING);
            log.close();
        }
        assertThat(written.get()).isNotNull();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting::get)
                .withCauseInstanceOf(LogUnavailable.class)
                .withMessageContaining("is closed in this process");
        assertThatExceptionOfType(LogUnavailable.class)
                .isThrownBy(() -> log.append(appending(enabled(MAIL))))
                .withMessageContaining("takes no more appends");
        assertThat(postgres.log(LogName.ADMINISTRATION).head()).isEqualTo(1);
    }

    @Test
    void what_was_given_up_while_it_waited_is_not_stored() throws Exception {
        CompletableFuture<Outcome> written;
        try (Connection _ = locked()) {
            written = begun(() -> log.append(appending(enabled(WEB))));
            Waiting.until("it is written", this::someoneWaitsForALock);
            assertThatExceptionOfType(LogUnavailable.class)
                    .isThrownBy(() -> appendSoon(enabled(MAIL)))
                    .withMessageContaining("in time");
        }
        assertThat(written.get()).isNotNull();
        assertThatCode(() -> log.append(appending(enabled(WEB)))).doesNotThrowAnyException();
        assertThat(log.readAfter(Checkpoint.START, 10))
                .extracting(event -> event.event().stream())
                .doesNotContain(Samples.MAIL_STREAM)
                .hasSize(2);
    }

    /** A connection that holds the lock until it is closed. */
    private Connection locked() throws SQLException {
        Connection connection = postgres.as("postgres").getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
        }
        return connection;
    }

    private boolean someoneWaitsForALock() {
        return !postgres.superuser().queryForList(WAITING, Integer.class).isEmpty();
    }

    private void appendSoon(Event event) {
        Deadline.in(SHORT).run(() -> log.append(appending(event)));
    }

    private boolean isRefused(Event event) {
        try {
            appendSoon(event);
            return false;
        } catch (LogUnavailable e) {
            return String.valueOf(e.getMessage()).contains("takes no more appends");
        }
    }

    private boolean isStored(Event event) {
        try {
            log.append(appending(event));
            return true;
        } catch (LogUnavailable e) {
            return false;
        }
    }

    /** All but a tenth of a megabyte of what may wait. */
    private CompletableFuture<Outcome> withAlmostAll() {
        Event[] events =
                Stream.generate(() -> large(WEB, 2_030_000)).limit(33).toArray(Event[]::new);
        return begun(() -> log.append(appending(events)));
    }

    /** On a thread of its own: the common pool may have none that is free. */
    private static <T> CompletableFuture<T> begun(Supplier<T> step) {
        return CompletableFuture.supplyAsync(step, task -> Thread.ofPlatform().start(task));
    }

    private static PluginEnabled large(PluginId plugin, int bytes) {
        return new PluginEnabled(TENANT, plugin, Instant.EPOCH, "x".repeat(bytes), 1);
    }
}
