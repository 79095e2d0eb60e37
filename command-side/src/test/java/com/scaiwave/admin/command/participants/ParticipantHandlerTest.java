package com.scaiwave.admin.command.participants;

import static com.scaiwave.admin.command.CommandNode.NOW;
import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.disabled;
import static com.scaiwave.admin.command.Events.enabled;
import static com.scaiwave.admin.command.Expectations.assertInvalid;
import static com.scaiwave.admin.command.Expectations.assertRefused;
import static com.scaiwave.admin.command.Expectations.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode;
import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.ReadOnlyFields;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.refusal.ErrorCode;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class ParticipantHandlerTest {
    private static final ParticipantId ADA = new ParticipantId("ptc_ada");
    private static final ReadOnlyFields NOTHING_NAMED = ReadOnlyFields.NONE;

    private final CommandNode node = CommandNode.alone();

    @Test
    void an_enabled_model_can_be_made_a_participant() {
        node.given(enabled(LARGE, 1, 1));

        Answer answer = node.send(create(ADA, settings("ada", "Ada", true)));

        assertThat(node.newEvents()).containsExactly(created(false, "ada", true, 1));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers().getFirst("Location")).isEqualTo("/v1/there");
        assertThat(answer.version()).isEqualTo(1);
        assertThat(answer.data().get("fqid").stringValue()).isEqualTo("@ada:example.org");
    }

    @Test
    void a_model_that_is_not_enabled_can_not() {
        node.given(enabled(LARGE, 1, 1), disabled(LARGE, 2, 2));

        assertInvalid(() -> node.send(create(ADA, settings("ada", "Ada", true))), "/model");
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void there_is_nothing_yet_that_could_match() {
        node.given(enabled(LARGE, 1, 1));
        CreateParticipant create =
                new CreateParticipant(
                        TENANT, LARGE, ADA, settings("ada", "Ada", true), NOW, ifMatch(0));

        assertRefused(ErrorCode.SW_PRECONDITION_FAILED, () -> node.send(create));
    }

    @Test
    void a_local_id_is_only_one_participants() {
        node.given(enabled(LARGE, 1, 1), created(false, "ada", true, 1));

        assertRefused(
                ErrorCode.SW_PARTICIPANT_LOCAL_ID_TAKEN,
                () ->
                        node.send(
                                create(
                                        new ParticipantId("ptc_other"),
                                        settings("ada", "Other", true))));
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void a_local_id_that_was_given_up_is_free_again() {
        node.given(enabled(LARGE, 1, 1), created(true, "ada", true, 1));

        node.send(configure(settings("lovelace", "Ada", true), ExpectedTags.NONE));
        Answer answer =
                node.send(create(new ParticipantId("ptc_other"), settings("ada", "Other", true)));

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void configuring_creates_the_models_own_participant() {
        node.given(enabled(LARGE, 1, 1));

        Answer answer = node.send(configure(settings("ada", "Ada", true), ifMatch(0)));

        assertThat(node.newEvents()).containsExactly(created(true, "ada", true, 1));
        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void configuring_again_tells_what_changed() {
        node.given(enabled(LARGE, 1, 1), created(true, "ada", true, 1));

        Answer answer = node.send(configure(settings("ada", "Countess", false), ifMatch(1)));

        assertThat(node.newEvents())
                .containsExactly(
                        new ParticipantUpdated(
                                TENANT,
                                ADA,
                                LARGE,
                                true,
                                null,
                                new Change<>("Ada", "Countess"),
                                null,
                                null,
                                new Change<>(true, false),
                                1,
                                2));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(2);
    }

    @Test
    void configuring_the_same_records_nothing() {
        node.given(enabled(LARGE, 1, 1), created(true, "ada", true, 1));

        Answer answer = node.send(configure(settings("ada", "Ada", true), ifMatch(1)));

        assertThat(answer.changed()).isFalse();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.position()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"true, 3, 4", "false, 1, 2"})
    void while_a_participant_is_on_its_models_switch_is_part_of_its_version(
            boolean on, long version, long position) {
        node.given(
                enabled(LARGE, 1, 1),
                created(true, "ada", on, 1),
                disabled(LARGE, 2, 2),
                enabled(LARGE, 3, 3));

        Answer answer = node.send(configure(settings("ada", "Ada", on), ifMatch(version)));

        assertThat(answer.changed()).isFalse();
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.position()).isEqualTo(position);
    }

    @Test
    void a_model_must_be_enabled_to_be_configured_and_a_stale_precondition_is_told_first() {
        node.given(enabled(LARGE, 1, 1), disabled(LARGE, 2, 2));

        assertRefused(
                ErrorCode.SW_MODEL_NOT_ENABLED,
                () -> node.send(configure(settings("ada", "Ada", true), ExpectedTags.NONE)));
        assertRefused(
                ErrorCode.SW_PRECONDITION_FAILED,
                () -> node.send(configure(settings("ada", "Ada", true), ifMatch(4))));
    }

    @Test
    void a_model_that_nobody_knows_is_not_found_whatever_the_precondition() {
        assertRefused(
                ErrorCode.SW_MODEL_NOT_FOUND,
                () ->
                        node.send(
                                configure(
                                        settings("ada", "Ada", true),
                                        false,
                                        NOTHING_NAMED,
                                        ifMatch(4))));
    }

    @Test
    void a_changed_read_only_field_takes_precedence_over_a_stale_precondition() {
        node.given(enabled(LARGE, 1, 1), created(true, "ada", true, 1));
        ReadOnlyFields otherId =
                ReadOnlyFields.of(ApiJson.mapper().readTree("{\"id\":\"ptc_bob\"}"), "id", "model");

        assertInvalid(
                () -> node.send(configure(settings("ada", "Ada", true), true, otherId, ifMatch(7))),
                "/id");
    }

    private static CreateParticipant create(ParticipantId id, ParticipantSettings settings) {
        return new CreateParticipant(TENANT, LARGE, id, settings, NOW, ExpectedTags.NONE);
    }

    private static ConfigureParticipant configure(
            ParticipantSettings settings, ExpectedTags expected) {
        return configure(settings, true, NOTHING_NAMED, expected);
    }

    private static ConfigureParticipant configure(
            ParticipantSettings settings,
            boolean known,
            ReadOnlyFields readOnly,
            ExpectedTags expected) {
        return new ConfigureParticipant(
                TENANT, LARGE, ADA, settings, known, readOnly, NOW, expected);
    }

    private static ParticipantSettings settings(String localId, String name, boolean enabled) {
        return new ParticipantSettings(
                new LocalId(localId), name, "Be helpful.", ResponseMode.STREAMING, enabled);
    }

    private static ParticipantCreated created(
            boolean configured, String localId, boolean enabled, long modelVersion) {
        return new ParticipantCreated(
                TENANT,
                ADA,
                LARGE,
                configured,
                new LocalId(localId),
                "Ada",
                "Be helpful.",
                ResponseMode.STREAMING,
                enabled,
                NOW,
                modelVersion,
                1);
    }
}
