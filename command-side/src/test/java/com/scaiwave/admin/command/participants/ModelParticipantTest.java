package com.scaiwave.admin.command.participants;

import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.Told;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.StreamId;
import java.time.Instant;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ModelParticipantTest {
    private static final ParticipantId ID = new ParticipantId("ptc_1");
    private static final StreamId STREAM = StreamId.participant(TENANT, ID);
    private static final ParticipantCreated CREATED =
            new ParticipantCreated(
                    TENANT,
                    ID,
                    LARGE,
                    true,
                    new LocalId("helper"),
                    "Helper",
                    "",
                    ResponseMode.STREAMING,
                    true,
                    Instant.EPOCH,
                    3,
                    1);

    private final AggregateTestFixture<ModelParticipant> participant =
            Told.fixture(ModelParticipant.class, ModelParticipant::new);

    @Test
    void it_is_created_on_the_version_of_its_models_switch() {
        participant
                .givenNoPriorActivity()
                .when(
                        new Told<ModelParticipant>(
                                STREAM,
                                (p, recorder) ->
                                        recorder.record(
                                                ModelParticipant.State.create(
                                                        TENANT,
                                                        ID,
                                                        LARGE,
                                                        true,
                                                        settings("helper", true),
                                                        Instant.EPOCH,
                                                        3))))
                .expectEvents(CREATED);
    }

    @Test
    void while_it_is_on_its_models_switch_has_raised_its_version() {
        participant
                .given(CREATED)
                .when(change(settings("aide", false), 5))
                .expectEvents(
                        new ParticipantUpdated(
                                TENANT,
                                ID,
                                LARGE,
                                true,
                                new Change<>(new LocalId("helper"), new LocalId("aide")),
                                null,
                                null,
                                null,
                                new Change<>(true, false),
                                5,
                                4))
                .expectState(p -> assertThat(p.state().version(9)).isEqualTo(4));
    }

    @Test
    void the_same_settings_again_record_nothing() {
        participant.given(CREATED).when(change(settings("helper", true), 3)).expectNoEvents();
    }

    private static Told<ModelParticipant> change(ParticipantSettings wanted, long switchVersion) {
        return new Told<>(
                STREAM,
                (p, recorder) -> recorder.record(p.state().change(TENANT, wanted, switchVersion)));
    }

    private static ParticipantSettings settings(String localId, boolean enabled) {
        return new ParticipantSettings(
                new LocalId(localId), "Helper", "", ResponseMode.STREAMING, enabled);
    }
}
