package com.scaiwave.admin.command.models;

import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.SMALL;
import static com.scaiwave.admin.command.Events.disabled;
import static com.scaiwave.admin.command.Events.enabled;
import static com.scaiwave.admin.command.Events.madeDefault;
import static com.scaiwave.admin.command.Events.notesBy;
import static com.scaiwave.admin.command.Expectations.assertRefused;
import static com.scaiwave.admin.command.Expectations.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode;
import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.web.refusal.ErrorCode;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class DisableModelTest {
    private final CommandNode node = CommandNode.alone();

    @Test
    void disabling_is_the_next_version_of_switch_and_set() {
        node.given(enabled(LARGE, 1, 1), enabled(SMALL, 2, 1));

        Answer answer = node.send(disable(true, ifMatch(1)));

        assertThat(node.newEvents()).containsExactly(disabled(LARGE, 3, 2));
        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.position()).isEqualTo(3);
        assertThat(answer.data().get("enabled").booleanValue()).isFalse();
    }

    @Test
    void disabling_what_is_not_enabled_records_nothing() {
        Answer answer = node.send(disable(true, ifMatch(0)));

        node.assertNothingYet(answer);
    }

    @Test
    void disabling_twice_answers_where_the_switch_was_last_turned() {
        node.given(enabled(LARGE, 1, 1), disabled(LARGE, 2, 2), enabled(SMALL, 3, 1));

        Answer answer = node.send(disable(true, ExpectedTags.NONE));

        assertThat(node.newEvents()).isEmpty();
        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.position()).isEqualTo(2);
    }

    @Test
    void a_model_that_nobody_knows_is_not_found_whatever_the_precondition() {
        assertRefused(ErrorCode.SW_MODEL_NOT_FOUND, () -> node.send(disable(false, ifMatch(3))));
    }

    @Test
    void a_model_that_left_the_catalog_can_be_disabled() {
        node.given(enabled(LARGE, 1, 1));

        node.send(disable(false, ExpectedTags.NONE));

        assertThat(node.newEvents()).containsExactly(disabled(LARGE, 2, 2));
    }

    @Test
    void the_default_model_stays_enabled() {
        node.given(enabled(LARGE, 1, 1), madeDefault(LARGE, 1, 2));

        assertRefused(ErrorCode.SW_MODEL_IS_DEFAULT, () -> node.send(disable(true, ifMatch(1))));
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void the_model_for_notes_stays_enabled() {
        node.given(enabled(LARGE, 1, 1), notesBy(LARGE));

        assertRefused(
                ErrorCode.SW_MODEL_IS_DEFAULT, () -> node.send(disable(true, ExpectedTags.NONE)));
    }

    @Test
    void a_stale_precondition_takes_precedence_over_the_model_in_use() {
        node.given(enabled(LARGE, 1, 1), madeDefault(LARGE, 1, 2));

        assertRefused(ErrorCode.SW_PRECONDITION_FAILED, () -> node.send(disable(true, ifMatch(0))));
    }

    private static DisableModel disable(boolean known, ExpectedTags expected) {
        return new DisableModel(TENANT, LARGE, known, expected);
    }
}
