package com.scaiwave.admin.query.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Touched;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ChangesTest {
    private static final StreamId ONE = new StreamId("one");
    private static final StreamId OTHER = new StreamId("other");

    private final Changes changes = new Changes();

    @Test
    void a_stream_is_unchanged_since_its_last_event() {
        changes.reset(10);
        changes.add(List.of(touched(11, ONE), touched(12, OTHER), touched(13, ONE)));

        assertThat(changes.isUnchanged(List.of(ONE), 13)).isTrue();
        assertThat(changes.isUnchanged(List.of(ONE), 12)).isFalse();
        assertThat(changes.isUnchanged(List.of(OTHER), 12)).isTrue();
        assertThat(changes.isUnchanged(List.of(ONE, OTHER), 12)).isFalse();
    }

    @Test
    void what_is_not_known_may_have_changed() {
        changes.reset(10);

        assertThat(changes.isUnchanged(List.of(ONE), 9)).isFalse();
        assertThat(changes.isUnchanged(List.of(ONE), 10)).isTrue();
        changes.reset(20);
        assertThat(changes.isUnchanged(List.of(ONE), 19)).isFalse();
    }

    @Test
    void what_is_forgotten_changed_at_its_position_or_before() {
        changes.add(List.of(touched(1, ONE), touched(2, OTHER)));
        changes.add(
                LongStream.rangeClosed(3, 50_001)
                        .mapToObj(n -> touched(n, new StreamId("s" + n)))
                        .toList());

        assertThat(changes.isUnchanged(List.of(ONE), 1)).isTrue();
        assertThat(changes.isUnchanged(List.of(ONE), 0)).isFalse();
        assertThat(changes.isUnchanged(List.of(OTHER), 1)).isFalse();
    }

    @Test
    void a_tenant_is_quiet_since_the_last_event_of_any_of_its_streams() {
        TenantId tenant = new TenantId("tnt_1");
        changes.reset(10);
        changes.add(
                List.of(
                        touched(11, StreamId.models(tenant)),
                        touched(12, StreamId.promptStudio(tenant)),
                        touched(13, StreamId.models(new TenantId("tnt_2")))));

        assertThat(changes.isQuiet(tenant, 12)).isTrue();
        assertThat(changes.isQuiet(tenant, 11)).isFalse();
        assertThat(changes.isQuiet(new TenantId("tnt_3"), 10)).isTrue();
        assertThat(changes.isQuiet(new TenantId("tnt_3"), 9)).isFalse();
        changes.reset(20);
        assertThat(changes.isQuiet(tenant, 19)).isFalse();
    }

    @Test
    void fifty_thousand_streams_are_remembered() {
        changes.add(
                LongStream.rangeClosed(1, 50_000)
                        .mapToObj(n -> touched(n, new StreamId("s" + n)))
                        .toList());

        assertThat(changes.isUnchanged(List.of(OTHER), 0)).isTrue();
        changes.add(List.of(touched(50_001, OTHER)));
        assertThat(changes.isUnchanged(List.of(ONE), 0)).isFalse();
        assertThat(changes.isUnchanged(List.of(ONE), 1)).isTrue();
    }

    private static Touched touched(long position, StreamId stream) {
        return new Touched(position, new UUID(0, position), stream);
    }
}
