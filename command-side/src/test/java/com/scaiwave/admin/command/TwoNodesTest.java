package com.scaiwave.admin.command;

import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.partner;
import static com.scaiwave.admin.command.Expectations.assertRefused;
import static com.scaiwave.admin.command.Expectations.ifMatch;
import static com.scaiwave.admin.command.aiconfig.AiConfigCommands.makeDefault;
import static com.scaiwave.admin.command.aiconfig.AiConfigCommands.reset;
import static com.scaiwave.admin.command.models.ModelCommands.disable;
import static com.scaiwave.admin.command.models.ModelCommands.enable;
import static com.scaiwave.admin.command.noteprocessing.NoteCommands.process;
import static com.scaiwave.admin.command.promptstudio.PromptStudioCommands.openTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.plugins.PluginCommands;
import com.scaiwave.admin.command.tenants.CreateTenant;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.PluginEvent;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes on one database, which know nothing of each other. */
@NullMarked
@Order(1)
class TwoNodesTest {
    private final TestPostgres database = TestPostgres.create();
    private final CommandNode a = CommandNode.on(database);
    private final CommandNode b = CommandNode.on(database);

    @Test
    void writers_without_a_precondition_all_succeed_one_after_the_other() throws Exception {
        List<Answer> answers =
                Together.times(16, i -> node(i).send(openTo("role-" + i, ExpectedTags.NONE)));

        assertThat(answers)
                .extracting(Answer::version)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 16).boxed().toList());
        assertThatEachUpdateFollowsTheOneBefore();
    }

    @Test
    void of_writers_with_the_same_precondition_exactly_one_wins() throws Exception {
        List<Boolean> won = Together.times(16, i -> wins(node(i), openTo("role-" + i, ifMatch(0))));

        assertThat(won).containsOnlyOnce(true);
        assertThat(a.newEvents()).hasSize(1);
    }

    @Tag("long")
    @Test
    void a_default_model_is_an_enabled_one_whatever_runs_at_the_same_time() throws Exception {
        for (int round = 0; round < 30; round++) {
            Together.times(2, i -> i == 0 ? wins(a, makeDefault(LARGE)) : wins(b, disable(LARGE)));
            assertThat(state().holds()).as("round %s: %s", round, state()).isTrue();
            a.send(reset());
            a.send(enable(LARGE));
        }
    }

    @Tag("long")
    @Test
    void a_model_for_notes_is_an_enabled_one_whatever_runs_at_the_same_time() throws Exception {
        for (int round = 0; round < 30; round++) {
            a.send(process(null));
            a.send(enable(LARGE));
            List<Boolean> won =
                    Together.times(
                            2, i -> i == 0 ? wins(a, process(LARGE)) : wins(b, disable(LARGE)));
            assertThat(state().holds()).as("round %s: %s", round, state()).isTrue();
            assertThat(won).as("round %s", round).containsOnlyOnce(true);
        }
    }

    @Test
    void a_fleet_is_never_larger_than_its_limit() throws Exception {
        a.given(partner("prt_top", PartnerStatus.ACTIVE, 3L));

        List<Boolean> won = Together.times(10, i -> wins(node(i), tenant("t" + i, "t" + i)));

        assertThat(won.stream().filter(w -> w)).hasSize(3);
        assertThat(a.log().stream().filter(e -> e.event() instanceof TenantCreated)).hasSize(3);
    }

    @Test
    void a_slug_is_only_one_tenants_whoever_creates_one_at_the_same_time() throws Exception {
        a.given(partner("prt_top", PartnerStatus.ACTIVE, null));

        List<Boolean> won = Together.times(8, i -> wins(node(i), tenant("t" + i, "same")));

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void a_key_is_answered_once_and_replayed_by_whichever_node() {
        Answer first = a.send(openTo("editor", ExpectedTags.NONE), "key-1", "{\"a\":1}");
        b.send(openTo("admin", ExpectedTags.NONE));
        Answer again = b.send(openTo("editor", ExpectedTags.NONE), "key-1", "{\"a\":1}");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers().getFirst("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.headers().getETag()).isEqualTo(first.headers().getETag());
        assertThat(a.newEvents()).hasSize(2);
    }

    @Test
    void requests_with_one_key_at_the_same_time_get_the_first_ones_answer() throws Exception {
        List<Answer> answers =
                Together.times(
                        8, i -> node(i).send(openTo("editor", ExpectedTags.NONE), "key-1", "{}"));

        assertThat(answers).extracting(Answer::text).containsOnly(answers.getFirst().text());
        assertThat(
                        answers.stream()
                                .filter(x -> !x.headers().containsHeader("Idempotency-Replayed")))
                .hasSize(1);
        assertThat(a.newEvents()).hasSize(1);
    }

    @Test
    void a_key_with_another_body_is_refused_even_before_a_stale_precondition() {
        a.send(openTo("editor", ExpectedTags.NONE), "key-1", "{\"a\":1}");

        assertRefused(
                ErrorCode.SW_IDEMPOTENCY_KEY_REUSED,
                () -> b.send(openTo("admin", ExpectedTags.NONE), "key-1", "{\"a\":2}"));
        assertRefused(
                ErrorCode.SW_IDEMPOTENCY_KEY_REUSED,
                () -> b.send(openTo("admin", ifMatch(7)), "key-1", "{\"a\":2}"));
        assertThat(a.newEvents()).hasSize(1);
    }

    @Test
    void a_key_is_replayed_though_its_precondition_is_stale_by_now() {
        Answer first = a.send(openTo("editor", ifMatch(0)), "key-1", "{}");

        assertThat(b.send(openTo("editor", ifMatch(0)), "key-1", "{}").text())
                .isEqualTo(first.text());
    }

    @Test
    void a_write_that_changed_nothing_keeps_its_answer_as_well() {
        a.send(openTo("editor", ExpectedTags.NONE));
        Answer nothing = a.send(openTo("editor", ExpectedTags.NONE), "key-1", "{}");
        b.send(openTo("admin", ExpectedTags.NONE));

        Answer again = b.send(openTo("editor", ExpectedTags.NONE), "key-1", "{}");

        assertThat(nothing.changed()).isFalse();
        assertThat(again.text()).isEqualTo(nothing.text());
        assertThat(a.newEvents()).hasSize(2);
    }

    @Test
    void a_refused_write_leaves_its_key_free() {
        assertRefused(
                ErrorCode.SW_PRECONDITION_FAILED,
                () -> a.send(openTo("editor", ifMatch(3)), "key-1", "{}"));

        assertThat(b.send(openTo("editor", ExpectedTags.NONE), "key-1", "{}").changed()).isTrue();
    }

    @Test
    void a_refusal_that_was_decided_on_stale_state_is_decided_again() {
        Answer answer =
                a.meanwhile(() -> b.send(enablePlugin("bob")))
                        .send(PluginCommands.enable("ann", ifMatch(1)));

        assertThat(answer.changed()).isFalse();
        assertThat(answer.version()).isEqualTo(1);
    }

    @Test
    void a_write_that_would_change_nothing_is_decided_again_as_well() {
        b.send(enablePlugin("bob"));

        Answer answer =
                a.meanwhile(() -> b.send(PluginCommands.disable("bob", ExpectedTags.NONE)))
                        .send(enablePlugin("ann"));

        assertThat(answer.changed()).isTrue();
        assertThat(answer.version()).isEqualTo(3);
        assertThat(a.newEvents())
                .extracting(e -> ((PluginEvent) e).enabled())
                .containsExactly(true, false, true);
    }

    @Test
    void a_change_that_was_decided_on_stale_state_is_decided_again() {
        Answer answer = a.meanwhile(() -> b.send(enablePlugin("bob"))).send(enablePlugin("ann"));

        assertThat(answer.changed()).isFalse();
        assertThat(a.newEvents()).hasSize(1);
    }

    private CommandNode node(int i) {
        return i % 2 == 0 ? a : b;
    }

    private static Object enablePlugin(String by) {
        return PluginCommands.enable(by, ExpectedTags.NONE);
    }

    private static CreateTenant tenant(String id, String slug) {
        return new CreateTenant(
                Tenants.created(
                        new TenantId("tnt_" + id),
                        new Slug(slug),
                        id,
                        List.of(new PartnerId("prt_top")),
                        CommandNode.NOW),
                ExpectedTags.NONE);
    }

    /**
     * True if the command succeeds, and false if it is refused with 400, 409 or 412; any other
     * failure is one of the test.
     */
    private static boolean wins(CommandNode node, Object command) {
        try {
            node.send(command);
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.code().status()).isIn(400, 409, 412);
            return false;
        }
    }

    private void assertThatEachUpdateFollowsTheOneBefore() {
        List<String> before = List.of();
        long version = 0;
        for (Event event : a.newEvents()) {
            PromptStudioUpdated update = (PromptStudioUpdated) event;
            Change<List<String>> roles = Objects.requireNonNull(update.roles());
            assertThat(roles.old()).isEqualTo(before);
            assertThat(update.version()).isEqualTo(++version);
            before = Change.apply(roles, before);
        }
    }

    private State state() {
        Set<ModelSlug> enabled = new HashSet<>();
        ModelSlug standard = null;
        ModelSlug notes = null;
        for (Event event : a.newEvents()) {
            switch (event) {
                case ModelEvent e when e.enabled() -> enabled.add(e.model());
                case ModelEvent e -> enabled.remove(e.model());
                case AiConfigUpdated e ->
                        standard = Change.applyNullable(e.defaultModel(), standard);
                case NoteProcessingUpdated e -> notes = Change.applyNullable(e.model(), notes);
                default -> throw new IllegalStateException(event.toString());
            }
        }
        return new State(enabled, standard, notes);
    }

    private record State(
            Set<ModelSlug> enabled, @Nullable ModelSlug standard, @Nullable ModelSlug notes) {
        boolean holds() {
            return (standard == null || enabled.contains(standard))
                    && (notes == null || enabled.contains(notes));
        }
    }
}
