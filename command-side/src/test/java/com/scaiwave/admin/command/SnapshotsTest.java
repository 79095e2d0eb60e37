package com.scaiwave.admin.command;

import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.SMALL;
import static com.scaiwave.admin.command.Events.partner;
import static com.scaiwave.admin.command.aiconfig.AiConfigCommands.enableOnly;
import static com.scaiwave.admin.command.aiconfig.AiConfigCommands.makeDefault;
import static com.scaiwave.admin.command.noteprocessing.NoteCommands.process;
import static com.scaiwave.admin.command.participants.ParticipantCommands.name;
import static com.scaiwave.admin.command.partners.PartnerCommands.rename;
import static com.scaiwave.admin.command.promptstudio.PromptStudioCommands.openTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.plugins.PluginCommands;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.testkit.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Streams that are long, and processes that have just started. */
@NullMarked
@Order(1)
class SnapshotsTest {
    private static final int LONG = 110;
    private static final int KINDS = 7;
    private static final PartnerId PARTNER = new PartnerId("prt_top");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final TestPostgres WRITTEN = TestPostgres.create();
    private static final List<Object> LAST = new ArrayList<>();
    private static final List<Answer> ANSWERS = new ArrayList<>();

    private final TestPostgres database = WRITTEN.copy();

    @BeforeAll
    static void one_process_wrote_for_long() {
        CommandNode node =
                CommandNode.on(WRITTEN).given(partner("prt_top", PartnerStatus.ACTIVE, 3L));
        for (int i = 0; i < LONG; i++) {
            LAST.clear();
            ANSWERS.clear();
            LAST.add(openTo("role-" + i, ExpectedTags.NONE));
            LAST.add(
                    i % 2 == 0
                            ? PluginCommands.disable("ann", ExpectedTags.NONE)
                            : PluginCommands.enable("ann", ExpectedTags.NONE));
            LAST.add(process(null));
            LAST.add(makeDefault(i % 2 == 0 ? LARGE : SMALL));
            LAST.add(process(i % 2 == 0 ? LARGE : SMALL));
            LAST.add(name(i % 2 == 0 ? LARGE : SMALL, "Ada " + i));
            LAST.add(rename(PARTNER, "name-" + i));
            LAST.forEach(command -> ANSWERS.add(node.send(command)));
        }
        awaitSnapshots(WRITTEN);
    }

    @Test
    void a_process_that_starts_reads_only_events_after_the_snapshots() {
        spoilWhatTheyStandFor();

        assertThatAllIsKnownTo(CommandNode.on(database));

        sql("truncate log_administration.snapshots");
        assertThatException().isThrownBy(() -> CommandNode.on(database).send(LAST.getFirst()));
    }

    @Test
    void streams_without_a_snapshot_get_one() {
        sql("truncate log_administration.snapshots");
        assertThatAllIsKnownTo(CommandNode.on(database));

        awaitSnapshots(database);
        spoilWhatTheyStandFor();

        assertThatAllIsKnownTo(CommandNode.on(database));
    }

    @Test
    void a_snapshot_that_is_unreadable_or_of_another_kind_is_not_used() {
        sql("update log_administration.snapshots set state = 'x', events = 50");
        assertThatAllIsKnownTo(CommandNode.on(database));
        sql("update log_administration.snapshots set kind = kind || '0', state = '{}'");
        assertThatAllIsKnownTo(CommandNode.on(database));
    }

    @Test
    void a_set_of_models_that_was_read_from_one_stays_sorted() {
        Answer answer = CommandNode.on(database).send(enableOnly(SMALL, new ModelSlug("a/first")));

        assertThat(answer.data().get("enabled_models").toString())
                .isEqualTo("[\"a/first\",\"scai/small\"]");
    }

    @Test
    void personal_values_are_sealed_in_snapshots() {
        assertThat(
                        database.superuser()
                                .queryForList(
                                        "select convert_from(state, 'UTF8') from"
                                                + " log_administration.snapshots",
                                        String.class))
                .hasSize(KINDS)
                .noneMatch(state -> state.contains("example.org"))
                .anyMatch(state -> state.contains("name-"));
    }

    private void assertThatAllIsKnownTo(CommandNode node) {
        // The notes' model changed twice a round; what came first is no longer what is.
        for (int i = 0; i < LAST.size(); i++) {
            if (i != 2) {
                Answer answer = node.send(LAST.get(i));
                assertThat(answer.changed()).as("%s", LAST.get(i)).isFalse();
                assertThat(answer.version()).isEqualTo(ANSWERS.get(i).version());
                assertThat(answer.data()).isEqualTo(ANSWERS.get(i).data());
            }
        }
    }

    private static void awaitSnapshots(TestPostgres of) {
        Waiting.until("all snapshots are stored", PATIENCE, () -> count(of) >= KINDS);
    }

    private static int count(TestPostgres of) {
        Integer count =
                of.superuser()
                        .queryForObject(
                                "select count(*) from log_administration.snapshots", Integer.class);
        return count == null ? 0 : count;
    }

    private void spoilWhatTheyStandFor() {
        sql("alter table log_administration.events disable trigger append_only");
        sql(
                "update log_administration.events e set payload = 'x' from"
                        + " log_administration.snapshots s where e.stream = s.stream"
                        + " and e.sequence < s.events");
        sql("alter table log_administration.events enable trigger append_only");
    }

    private void sql(String statement) {
        database.superuser().execute(statement);
    }
}
