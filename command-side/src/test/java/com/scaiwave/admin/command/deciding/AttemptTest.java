package com.scaiwave.admin.command.deciding;

import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.enabled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.scaiwave.admin.command.CommandNode;
import com.scaiwave.admin.command.deciding.AggregateCache.Entry;
import com.scaiwave.admin.command.deciding.Idempotency.RequestKey;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append.DroppedSecret;
import com.scaiwave.admin.log.Append.Effect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What is known of one try at a command. */
@NullMarked
class AttemptTest {
    private static final StreamId STREAM = new StreamId("plugin:tnt_demo:a");
    private static final StreamId OTHER = new StreamId("plugin:tnt_demo:b");

    private final Attempt attempt =
            new Attempt(
                    CommandNode.METADATA,
                    RequestKey.NONE,
                    (String state) -> Map.of("name", state),
                    (String state) -> "/things/" + state);

    @Test
    void a_decision_stands_on_the_length_that_was_read_first() {
        attempt.read(STREAM, 3);
        attempt.read(STREAM, 4);
        attempt.read(OTHER, 0);

        assertThat(attempt.conditions()).isEqualTo(Map.of(STREAM, 3L, OTHER, 0L));
    }

    @Test
    void effects_are_staged_in_order() {
        Effect first = new DroppedSecret("first");
        Effect second = new DroppedSecret("second");
        attempt.stage(first);
        attempt.stage(second);

        assertThat(attempt.effects()).containsExactly(first, second);
    }

    @Test
    void each_state_that_it_stands_on_is_taken_when_it_is_asked_for() {
        Map<StreamId, Entry> seen = new HashMap<>();
        attempt.standsOn(STREAM, () -> new Entry(1, null, false));
        attempt.standsOn(OTHER, () -> new Entry(2, null, false));

        attempt.forEachState(seen::put);

        assertThat(seen)
                .isEqualTo(
                        Map.of(
                                STREAM,
                                new Entry(1, null, false),
                                OTHER,
                                new Entry(2, null, false)));
    }

    @Test
    void a_snapshot_is_due_after_each_hundred_events() {
        assertThat(attempt.isSnapshotDue(STREAM, 99)).isFalse();
        assertThat(attempt.isSnapshotDue(STREAM, 100)).isTrue();

        attempt.read(STREAM, 100);
        assertThat(attempt.isSnapshotDue(STREAM, 100)).isFalse();
        assertThat(attempt.isSnapshotDue(STREAM, 199)).isFalse();
        assertThat(attempt.isSnapshotDue(STREAM, 200)).isTrue();
        assertThat(attempt.isSnapshotDue(OTHER, 99)).isFalse();
    }

    @Test
    void a_snapshot_is_due_when_much_was_read() {
        attempt.readMuch(STREAM);

        assertThat(attempt.isSnapshotDue(STREAM, 1)).isTrue();
        assertThat(attempt.isSnapshotDue(OTHER, 1)).isFalse();
    }

    @Test
    void an_answer_names_the_events_that_the_audit_log_tells_of() {
        attempt.stage(enabled(LARGE, 1, 1));
        attempt.stage(new TenantAdmitted(new PartnerId("prt_1"), CommandNode.TENANT, 2));
        attempt.decided(Decided.created("large", 1));

        StoredAnswer answer = attempt.answer(null);

        assertThat(answer)
                .isEqualTo(
                        new StoredAnswer(
                                201,
                                "/things/large",
                                "{\"name\":\"large\"}",
                                true,
                                1,
                                null,
                                List.of(attempt.events().getFirst().id())));
    }

    @Test
    void an_answer_to_what_changed_nothing_has_the_position_of_before() {
        attempt.decided(Decided.of("large", 4, STREAM));

        assertThat(attempt.answer(17L))
                .isEqualTo(
                        new StoredAnswer(
                                200, null, "{\"name\":\"large\"}", false, 4, 17L, List.of()));
    }

    @Test
    void it_is_refused_once_its_handler_has_refused() {
        assertThat(attempt.isRefused()).isFalse();
        attempt.refused();
        assertThat(attempt.isRefused()).isTrue();
    }

    @Test
    void what_was_not_decided_or_committed_has_no_answer() {
        assertThatIllegalStateException().isThrownBy(attempt::decided);
        assertThatIllegalStateException().isThrownBy(() -> attempt.decided("a text"));
        assertThatIllegalStateException().isThrownBy(attempt::response);
    }
}
