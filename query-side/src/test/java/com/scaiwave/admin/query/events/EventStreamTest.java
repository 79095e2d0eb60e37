package com.scaiwave.admin.query.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.TestCall;
import com.scaiwave.admin.query.audit.AuditFilter;
import com.scaiwave.admin.query.read.Reads.At;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** A stream has each event once, in the order of the log, until it ends. */
@NullMarked
class EventStreamTest {
    private static final AuditFilter ALL = AuditFilter.ofActions(List.of());
    private static final Instant NOON = Instant.parse("2026-05-17T12:00:00Z");

    @AutoClose private static final FollowedLog FOLLOWED = new FollowedLog();
    private static final EventLog LOG = FOLLOWED.log();

    private final TenantId tenant = FOLLOWED.newTenant();
    private final Checkpoint start = LOG.last();
    private final TestCall call = FollowedLog.call(tenant).stream(null);

    @Test
    void no_event_is_lost_or_repeated_where_a_read_ends() {
        int all = 2 * EventStream.PAGE + 1;
        report(all);
        List<StoredEvent> events = LOG.readAfter(start, all);
        EventStream stream = stream(Clock.systemUTC());

        for (int count :
                List.of(
                        1,
                        EventStream.PAGE - 1,
                        EventStream.PAGE,
                        EventStream.PAGE + 1,
                        all - 2,
                        all - 1,
                        all)) {
            List<StoredEvent> wanted = events.subList(all - count, all);
            Checkpoint last = count == all ? start : events.get(all - count - 1).checkpoint();
            for (Checkpoint after : List.of(last, new Checkpoint(last.position(), null))) {
                Client client = new Client(count);
                assertLeaves(stream, ALL, after, client);
                assertThat(client.ids()).as("%s after %s", count, after).isEqualTo(ids(wanted));
            }
        }
    }

    @Test
    void a_filter_loses_nothing_where_a_read_ends() {
        report(EventStream.PAGE, "call.started");
        report(EventStream.PAGE, "call.ended");
        report(EventStream.PAGE + 1, "call.started");

        Client client = new Client(2 * EventStream.PAGE + 1);
        AuditFilter filter = AuditFilter.ofActions(List.of("call.started"));
        assertLeaves(stream(Clock.systemUTC()), filter, start, client);

        assertThat(client.ids())
                .isEqualTo(
                        ids(
                                LOG.readAfter(start, 1_000).stream()
                                        .filter(e ->
                                                e.event() instanceof PlatformReported r
                                                        && r.action().equals("call.started"))
                                        .toList()));
    }

    @Test
    void what_happens_while_it_is_open_comes_next() {
        report(1);
        Client client = new Client(3);
        client.onMessage(1, () -> report(1));
        client.onMessage(2, () -> report(1));

        assertLeaves(stream(Clock.systemUTC()), ALL, start, client);

        assertThat(client.ids()).isEqualTo(ids(LOG.readAfter(start, 10)));
    }

    @Test
    void an_event_is_a_message_with_its_place_and_type() {
        report(1);
        StoredEvent event = LOG.readAfter(start, 1).getFirst();
        Client client = new Client(1);

        assertLeaves(stream(Clock.systemUTC()), ALL, start, client);

        assertThat(client.getContentType()).startsWith("text/event-stream");
        assertThat(client.getHeader("X-Accel-Buffering")).isEqualTo("no");
        assertThat(client.written.getFirst()).isEqualTo(": connected\n\n");
        assertThat(client.written.get(1))
                .startsWith(
                        "id: %s-%s\nevent: com.scaiwave.admin.call.started.v1\ndata: {"
                                .formatted(event.position(), event.id()))
                .endsWith("}\n\n");
    }

    @Test
    void a_head_request_gets_the_headers_alone() throws IOException {
        Client client = new Client(1);

        stream(Clock.systemUTC()).send(call.method("HEAD").call(), ALL, start, client);

        assertThat(client.getContentType()).startsWith("text/event-stream");
        assertThat(client.written).isEmpty();
    }

    @Test
    void a_comment_comes_where_there_was_nothing_for_fifteen_seconds() {
        report(1);
        Client client = new Client(1);

        assertLeaves(stream(ticking(Duration.ofSeconds(5))), ALL, LOG.last(), client);

        assertThat(client.written).containsExactly(": connected\n\n", ": heartbeat\n\n");
    }

    @Test
    void what_it_has_found_nothing_in_is_not_searched_again() throws SQLException {
        report(1);
        Checkpoint last = LOG.last();
        report(1, "call.ended");
        Client client = new Client(1);
        client.leaveWithHeartbeat(2);

        try (Connection connection = FOLLOWED.database().as("postgres").getConnection()) {
            connection.setAutoCommit(false);
            client.onHeartbeat(
                    1,
                    () ->
                            execute(
                                    connection,
                                    "lock table "
                                            + index(FOLLOWED)
                                            + ".entries in access exclusive mode"));
            AuditFilter filter = AuditFilter.ofActions(List.of("call.started"));
            assertLeaves(stream(ticking(Duration.ofSeconds(5))), filter, last, client);
            connection.rollback();
        }

        assertThat(client.ids()).isEmpty();
    }

    @Test
    void what_the_index_has_not_reached_yet_comes_when_it_has() throws SQLException {
        report(1);
        Checkpoint last = LOG.last();
        Client client = new Client(1);
        client.leaveWithHeartbeat(100);

        try (Connection connection = FOLLOWED.database().as("postgres").getConnection()) {
            connection.setAutoCommit(false);
            client.onHeartbeat(
                    1,
                    () -> {
                        execute(
                                connection,
                                "select from readmodel.checkpoints where projection = 'audit' for"
                                        + " update");
                        FOLLOWED.report(tenant, List.of("call.ended"));
                    });
            client.onHeartbeat(3, () -> execute(connection, "rollback"));
            assertLeaves(stream(ticking(Duration.ofSeconds(5))), ALL, last, client);
        }

        assertThat(client.ids()).isEqualTo(ids(LOG.readAfter(last, 10)));
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void it_has_searched_as_far_as_the_index_and_the_head() {
        report(2);
        Checkpoint last = LOG.last();
        Checkpoint before = LOG.readAfter(start, 1).getFirst().checkpoint();
        EventReads reads = FOLLOWED.reads();

        assertThat(reads.searched(last, last)).isEqualTo(last);
        assertThat(reads.searched(last, before)).isEqualTo(before);
        assertThat(reads.searched(before, last)).isEqualTo(before);
        assertThat(reads.searched(Checkpoint.START, last)).isEqualTo(Checkpoint.START);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        reads.searched(new Checkpoint(last.position(), UUID.randomUUID()), last))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_READ_LAGGING);
    }

    @Test
    void what_a_restored_log_records_at_a_position_that_was_searched_is_found() {
        try (FollowedLog restored = new FollowedLog()) {
            TenantId own = restored.newTenant();
            restored.report(own, List.of("call.started"));
            Checkpoint kept = restored.log().last();
            restored.report(restored.newTenant(), Collections.nCopies(3, "call.started"));
            Waiting.until("the index has them", () -> indexed(restored) == restored.log().head());
            Client client = new Client(1);
            client.leaveWithHeartbeat(100);
            client.onHeartbeat(
                    2,
                    () -> {
                        restore(restored, kept);
                        restored.report(own, List.of("call.ended"));
                        Waiting.until(
                                "the index is of the restored log",
                                () -> indexed(restored) == restored.log().head());
                    });

            assertThatExceptionOfType(Left.class)
                    .isThrownBy(() ->
                            restored.stream(ticking(Duration.ofSeconds(5)))
                                    .send(
                                            FollowedLog.call(own).stream(null).call(),
                                            ALL,
                                            kept,
                                            client));

            assertThat(client.ids()).isEqualTo(ids(restored.log().readAfter(kept, 10)));
        }
    }

    /** What a backup of the database would bring back: the log and the index up to a place. */
    private static void restore(FollowedLog followed, Checkpoint kept) {
        followed.database()
                .superuser()
                .execute(
                        """
                        begin;
                        alter table log_administration.events disable trigger append_only;
                        delete from log_administration.events where position > %1$d;
                        alter table log_administration.events enable trigger append_only;
                        delete from %2$s.entries where position > %1$d;
                        update readmodel.checkpoints set position = %1$d, event_id = '%3$s'
                        where log = 'ADMINISTRATION' and position > %1$d;
                        commit;
                        """
                                .formatted(kept.position(), index(followed), kept.event()));
    }

    private static String index(FollowedLog followed) {
        return look(followed).schema();
    }

    @Test
    void it_ends_when_the_token_expires_even_within_a_page() throws IOException {
        report(5);
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        Client client = new Client(5);
        client.onMessage(
                3,
                () -> {
                    now.set(NOON.plusSeconds(1));
                    report(1);
                });

        stream(clock(now::get)).send(call.until(NOON.plusSeconds(1)).call(), ALL, start, client);

        assertThat(client.ids()).hasSize(3);
    }

    @Test
    void it_ends_when_the_server_stops() throws IOException {
        report(5);
        EventStream stream = stream(Clock.systemUTC());
        Client client = new Client(5);
        client.onMessage(
                3,
                () -> {
                    stream.stop();
                    report(1);
                });

        stream.send(call.call(), ALL, start, client);

        assertThat(client.ids()).hasSize(3);
    }

    @Test
    void it_is_refused_after_a_place_that_the_log_has_lost() {
        report(2);
        Checkpoint lost = new Checkpoint(LOG.head() - 1, UUID.randomUUID());
        Client client = new Client(1);

        assertGone(stream(Clock.systemUTC()), lost, client);

        assertThat(client.ids()).isEmpty();
    }

    @Test
    void so_it_is_where_nothing_has_happened_since() {
        report(1);
        Checkpoint lost = new Checkpoint(LOG.head(), UUID.randomUUID());

        assertGone(stream(ticking(Duration.ofSeconds(5))), lost, new Client(1));
    }

    private void assertGone(EventStream stream, Checkpoint after, Client client) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> stream.send(call.call(), ALL, after, client))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_POSITION_GONE);
    }

    @Test
    void a_caller_has_a_bounded_number_of_them() {
        report(1);
        EventStream stream = stream(Clock.systemUTC());
        for (int n = 0; n < 2; n++) {
            Client client = new Client(1);
            client.onMessage(
                    1,
                    () ->
                            assertThatExceptionOfType(Refusal.Later.class)
                                    .isThrownBy(() ->
                                            stream.send(call.call(), ALL, start, new Client(1)))
                                    .extracting(Refusal::code)
                                    .isEqualTo(ErrorCode.SW_RATE_LIMIT_EXCEEDED));

            assertLeaves(stream, ALL, start, client);

            assertThat(client.ids()).hasSize(1);
        }
    }

    private static EventStream stream(Clock clock) {
        return FOLLOWED.stream(clock);
    }

    /** Sends until the client leaves. */
    private void assertLeaves(
            EventStream stream, AuditFilter filter, Checkpoint after, Client client) {
        assertThatExceptionOfType(Left.class)
                .isThrownBy(() -> stream.send(call.call(), filter, after, client));
    }

    private void report(int events) {
        report(events, "call.started");
    }

    /** Appends events of the tenant together, and waits until the index has them. */
    private void report(int events, String action) {
        FOLLOWED.report(tenant, Collections.nCopies(events, action));
        Waiting.until("the index has them", () -> indexed(FOLLOWED) == LOG.head());
    }

    private static long indexed(FollowedLog followed) {
        return look(followed).position();
    }

    private static At<String> look(FollowedLog followed) {
        ReadSide side = followed.side();
        return side.reads().asItIs(side.projection("audit"), new TenantSet.All(), _ -> "");
    }

    private static List<UUID> ids(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::id).toList();
    }

    /** A clock that goes on whenever it is read. */
    private static Clock ticking(Duration step) {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        return clock(() -> now.updateAndGet(t -> t.plus(step)));
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    /** The client has what it wants, or waits in vain. */
    private static final class Left extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Leaves with the last message that it wants, or with a heartbeat. */
    private static final class Client extends MockHttpServletResponse {
        private final List<String> written = new ArrayList<>();
        private final List<UUID> ids = new ArrayList<>();
        private final List<Runnable> actions = new ArrayList<>();
        private final Map<Integer, Runnable> onHeartbeats = new HashMap<>();
        private final int wanted;
        private int heartbeats;
        private int patience = 1;

        Client(int wanted) {
            this.wanted = wanted;
            for (int n = 0; n <= wanted; n++) {
                actions.add(() -> {});
            }
        }

        /** Has something happen once the nth message was written. */
        void onMessage(int nth, Runnable action) {
            actions.set(nth, action);
        }

        /** Has something happen once the nth heartbeat was written. */
        void onHeartbeat(int nth, Runnable action) {
            onHeartbeats.put(nth, action);
        }

        /** Leaves with the nth heartbeat instead of the first. */
        void leaveWithHeartbeat(int nth) {
            patience = nth;
        }

        List<UUID> ids() {
            return ids;
        }

        private void read(String text) throws Left {
            written.add(text);
            if (text.startsWith("id: ")) {
                int from = text.indexOf('-') + 1;
                ids.add(UUID.fromString(text.substring(from, text.indexOf('\n'))));
                actions.get(ids.size()).run();
            }
            if (text.startsWith(": heartbeat")) {
                heartbeats++;
                onHeartbeats.getOrDefault(heartbeats, () -> {}).run();
            }
            if (ids.size() == wanted || heartbeats == patience) {
                throw new Left();
            }
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    read(new String(bytes, from, length, UTF_8));
                }

                @Override
                public void write(int one) {
                    throw new UnsupportedOperationException("a message is written as a whole");
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException("nothing is written asynchronously");
                }
            };
        }
    }
}
