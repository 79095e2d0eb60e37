package com.scaiwave.admin.command;

import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Expectations.assertRefused;
import static com.scaiwave.admin.command.Expectations.ifMatch;
import static com.scaiwave.admin.command.models.ModelCommands.enableUnknown;
import static com.scaiwave.admin.command.promptstudio.PromptStudioCommands.openTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.web.refusal.ErrorCode;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Repeats of requests that were answered under their idempotency key, and would be refused by now.
 */
@NullMarked
class RefusedRequestsTest {
    private static final String BODY = "{\"a\":1}";
    private static final String OTHER = "{\"a\":2}";

    private final CommandNode node = CommandNode.alone();
    private final Answer first = node.send(openTo("editor", ExpectedTags.NONE), "key-1", BODY);

    @Test
    void the_same_request_gets_its_first_answer_whatever_it_is_refused_for() {
        assertThat(node.send(enableUnknown(LARGE), "key-1", BODY).text()).isEqualTo(first.text());
        assertThat(node.send(openTo("admin", ifMatch(7)), "key-1", BODY).text())
                .isEqualTo(first.text());
    }

    @Test
    void what_is_checked_before_the_key_takes_precedence_over_its_reuse() {
        assertRefused(
                ErrorCode.SW_MODEL_NOT_FOUND,
                () -> node.send(enableUnknown(LARGE), "key-1", OTHER));
    }

    @Test
    void a_precondition_is_checked_after_the_key() {
        assertRefused(
                ErrorCode.SW_IDEMPOTENCY_KEY_REUSED,
                () -> node.send(openTo("admin", ifMatch(7)), "key-1", OTHER));
    }

    @Test
    void a_request_without_a_key_or_with_a_new_one_is_refused_for_what_it_is() {
        assertRefused(
                ErrorCode.SW_PRECONDITION_FAILED, () -> node.send(openTo("admin", ifMatch(7))));
        assertRefused(
                ErrorCode.SW_PRECONDITION_FAILED,
                () -> node.send(openTo("admin", ifMatch(7)), "key-3", BODY));
    }
}
