package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.MAIL;
import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Appends that wait, because someone has locked the log's table. */
@NullMarked
@Order(1)
class AppendQueueTest {
    private static final String LOCK =
            "lock table log_administration.events in access exclusive mode";
    private static final String LOCKED_OUT =
            """
            select pid from pg_stat_activity
            where wait_event_type = 'Lock' and datname = current_database()
            """;
    private static final Duration SHORT = Duration.ofMillis(300);

    private final TestPostgres postgres = TestPostgres.create();
    private final EventLog log =
            new EventLog(
                    LogName.ADMINISTRATION,
                    postgres.as("scaiwave_command"),
                    new EventCodec(postgres.vault()),
                    4 << 20);

    /** Creates the vault's key, which an append under test would otherwise wait for. */
    @BeforeEach
    void create_the_key() {
        log.append(appending(enabled(WEB)));
    }

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
        Waiter most;
        try (Connection _ = locked()) {
            Waiter _ = writing(enabled(WEB));
            most = waiting(almostAll());
            assertThat(isRefused(large(MAIL, 200_000))).isTrue();
            assertThatExceptionOfType(LogUnavailable.class)
                    .isThrownBy(() -> appendSoon(enabled(MAIL)))
                    .withMessageContaining("in time");
        }
        Waiting.until("the caller has an answer", most.outcome()::isDone);
        Waiting.until("there is room again", () -> isStored(large(MAIL, 200_000)));
    }

    @Test
    void who_waits_when_the_log_is_closed_is_told_so_and_what_is_being_written_is_stored()
            throws Exception {
        Waiter written;
        Waiter waiting;
        try (Connection _ = locked()) {
            written = writing(enabled(WEB));
            waiting = waiting(enabled(MAIL));
            log.close();
        }
        assertThat(written.outcome().get()).isNotNull();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting.outcome()::get)
                .withCauseInstanceOf(LogUnavailable.class)
                .withMessageContaining("is closed in this process");
        assertThatExceptionOfType(LogUnavailable.class)
                .isThrownBy(() -> log.append(appending(enabled(MAIL))))
                .withMessageContaining("takes no more appends");
        assertThat(postgres.log(LogName.ADMINISTRATION).head()).isEqualTo(2);
    }

    @Test
    void what_was_given_up_while_it_waited_is_not_stored() throws Exception {
        Waiter written;
        try (Connection _ = locked()) {
            written = writing(enabled(WEB));
            assertThatExceptionOfType(LogUnavailable.class)
                    .isThrownBy(() -> appendSoon(enabled(MAIL)))
                    .withMessageContaining("in time");
        }
        assertThat(written.outcome().get()).isNotNull();
        log.append(appending(enabled(WEB)));
        assertThat(log.readAfter(Checkpoint.START, 10))
                .extracting(StoredEvent::stream)
                .containsExactly(WEB_STREAM, WEB_STREAM, WEB_STREAM);
    }

    /** An append that waits for the lock, in the hands of the queue's thread. */
    private Waiter writing(Event event) {
        Waiter waiter = begun(event);
        Waiting.until(
                "it waits for the lock",
                () -> !postgres.superuser().queryForList(LOCKED_OUT, Integer.class).isEmpty());
        return waiter;
    }

    /** An append that waits behind another. */
    private Waiter waiting(Event... events) {
        Waiter waiter = begun(events);
        Waiting.until("it waits", () -> waiter.thread().getState() == Thread.State.TIMED_WAITING);
        return waiter;
    }

    private Waiter begun(Event... events) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        return new Waiter(
                Thread.ofPlatform()
                        .start(() ->
                                outcome.completeAsync(
                                        () -> log.append(appending(events)), Runnable::run)),
                outcome);
    }

    private record Waiter(Thread thread, CompletableFuture<Outcome> outcome) {}

    /** A connection that holds the lock until it is closed. */
    private Connection locked() throws SQLException {
        Connection connection = postgres.as("postgres").getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
        }
        return connection;
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

    /** Events that leave a tenth of a megabyte free of the 4 MiB that may wait. */
    private static Event[] almostAll() {
        return Stream.generate(() -> large(WEB, 2_040_000)).limit(2).toArray(Event[]::new);
    }

    private static PluginEnabled large(PluginId plugin, int bytes) {
        return new PluginEnabled(TENANT, plugin, Instant.EPOCH, "x".repeat(bytes), 1);
    }
}
