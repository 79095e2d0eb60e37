package com.scaiwave.admin.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class EventLogTest {
    private static final TenantId TENANT = new TenantId("tnt_demo");
    private static final PluginId WEB = new PluginId("scaiwave.web");
    private static final StreamId STREAM = StreamId.plugin(TENANT, WEB);

    private final EventLog log = TestPostgres.create().log(LogName.ADMINISTRATION);

    @Test
    void what_was_appended_is_read_back_with_its_place() {
        assertThat(log.append(enabling(0))).isEqualTo(new Outcome.Appended(1L));
        assertThat(log.append(enabling(1))).isEqualTo(new Outcome.Appended(2L));

        List<Recorded> stream = log.readStream(STREAM, 0);
        assertThat(stream).extracting(Recorded::position).containsExactly(1L, 2L);
        assertThat(stream).extracting(Recorded::sequence).containsExactly(0L, 1L);
        assertThat(stream.getFirst().metadata().ip())
                .extracting(Personal::value)
                .isEqualTo("127.0.0.1");
        assertThat(log.readAfter(Token.START, 10)).isEqualTo(stream);
        assertThat(log.readStreams(List.of(), List.of(StreamId.pluginsOf(TENANT)), 1))
                .containsExactly(stream.getFirst());
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void a_decision_on_a_stream_that_has_grown_is_a_conflict() {
        assertThat(log.append(enabling(0))).isInstanceOf(Outcome.Appended.class);
        assertThat(log.append(enabling(0))).isEqualTo(new Outcome.Conflict(STREAM));
        assertThat(log.check(new Check(Map.of(STREAM, 0L), new byte[0], List.of(), List.of())))
                .isEqualTo(new Outcome.Conflict(STREAM));
        assertThat(
                        log.check(
                                new Check(
                                        Map.of(STREAM, 1L),
                                        new byte[0],
                                        List.of(),
                                        List.of(Check.EventRef.last(STREAM)))))
                .isEqualTo(new Outcome.Unchanged(1L));
        assertThat(log.head()).isEqualTo(1);
    }

    private static Append enabling(long expected) {
        return new Append(
                Map.of(STREAM, expected),
                List.of(
                        new NewEvent(
                                UUID.randomUUID(),
                                new PluginEnabled(TENANT, WEB, Instant.EPOCH, "ann", expected + 1),
                                new EventMetadata(
                                        "ann",
                                        ActorType.USER,
                                        "req-1",
                                        Personal.of("actor:ann", "127.0.0.1"),
                                        null,
                                        TENANT,
                                        List.of(),
                                        null,
                                        Instant.EPOCH))),
                null,
                List.of(),
                List.of());
    }
}
