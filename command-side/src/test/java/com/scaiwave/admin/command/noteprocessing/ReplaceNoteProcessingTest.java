package com.scaiwave.admin.command.noteprocessing;

import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.SMALL;
import static com.scaiwave.admin.command.Events.disabled;
import static com.scaiwave.admin.command.Events.enabled;
import static com.scaiwave.admin.command.Events.notesBy;
import static com.scaiwave.admin.command.Expectations.assertInvalid;
import static com.scaiwave.admin.command.Expectations.assertRefused;
import static com.scaiwave.admin.command.Expectations.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode;
import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.NoteSettings;
import com.scaiwave.admin.web.refusal.ErrorCode;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class ReplaceNoteProcessingTest {
    private final CommandNode node = CommandNode.alone();

    @Test
    void each_changed_field_is_told_with_its_old_value() {
        node.given(enabled(LARGE, 1, 1), enabled(SMALL, 2, 1), notesBy(LARGE));

        Answer answer =
                node.send(
                        new ReplaceNoteProcessing(
                                TENANT,
                                new NoteSettings(true, SMALL, true, false, true, true, "Short."),
                                ifMatch(1)));

        assertThat(node.newEvents())
                .containsExactly(
                        new NoteProcessingUpdated(
                                TENANT,
                                new Change<>(false, true),
                                new Change<>(LARGE, SMALL),
                                new Change<>(false, true),
                                null,
                                new Change<>(false, true),
                                new Change<>(false, true),
                                new Change<>("", "Short."),
                                2));
        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.data().get("model").stringValue()).isEqualTo("scai/small");
    }

    @Test
    void writing_the_defaults_over_nothing_records_nothing() {
        Answer answer = node.send(by(null, ifMatch(0)));

        node.assertNothingYet(answer);
    }

    @Test
    void a_model_can_be_unset() {
        node.given(enabled(LARGE, 1, 1), notesBy(LARGE));

        Answer answer = node.send(by(null, ExpectedTags.NONE));

        assertThat(node.newEvents())
                .containsExactly(
                        new NoteProcessingUpdated(
                                TENANT,
                                null,
                                new Change<>(LARGE, null),
                                null,
                                null,
                                null,
                                null,
                                null,
                                2));
        assertThat(answer.data().get("model").isNull()).isTrue();
    }

    @Test
    void a_model_that_is_not_enabled_takes_precedence_over_a_stale_precondition() {
        node.given(enabled(LARGE, 1, 1), disabled(LARGE, 2, 2));

        assertInvalid(() -> node.send(by(LARGE, ifMatch(5))), "/model");
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void a_stale_precondition_is_refused() {
        node.given(enabled(LARGE, 1, 1), notesBy(LARGE));

        assertRefused(ErrorCode.SW_PRECONDITION_FAILED, () -> node.send(by(LARGE, ifMatch(0))));
    }

    private static ReplaceNoteProcessing by(@Nullable ModelSlug model, ExpectedTags expected) {
        return new ReplaceNoteProcessing(
                TENANT, new NoteSettings(false, model, false, false, false, false, ""), expected);
    }
}
