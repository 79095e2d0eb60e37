package com.scaiwave.admin.command.participants;

import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.command.write.Aggregates;
import com.scaiwave.admin.command.write.Aggregates.Loaded;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Check.EventRef;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.resource.Participant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;

/** The rule: only an enabled model can be made a participant. */
public final class ParticipantHandler {
    private final Aggregates<ModelParticipant> participants;
    private final Aggregates<ModelEnablement> models;
    private final String serverName;

    public ParticipantHandler(
            Aggregates<ModelParticipant> participants,
            Aggregates<ModelEnablement> models,
            String serverName) {
        this.participants = participants;
        this.models = models;
        this.serverName = serverName;
    }

    @CommandHandler
    Written<Participant> decide(CreateParticipant command, Recorder recorder) {
        Loaded<ModelEnablement> enablement = models(command.tenant());
        ModelSlug model = command.model();
        if (!enablement.ask(m -> m.isEnabled(model))) {
            throw Refusal.invalid("/model", "is not an enabled model");
        }
        command.precondition().check(null);
        StreamId stream = StreamId.participant(command.tenant(), command.participant());
        Loaded<ModelParticipant> participant = participants.load(stream);
        long switchVersion = enablement.ask(m -> m.versionOf(model));
        participant.tell(p ->
                p.create(
                        command.tenant(),
                        command.participant(),
                        model,
                        false,
                        command.settings(),
                        command.at(),
                        switchVersion,
                        recorder));
        return Written.created(
                participant.ask(p -> p.resource(serverName)),
                participant.ask(p -> p.version(switchVersion)));
    }

    @CommandHandler
    Written<Participant> decide(ConfigureParticipant command, Recorder recorder) {
        Loaded<ModelEnablement> enablement = models(command.tenant());
        ModelSlug model = command.model();
        long switchVersion = enablement.ask(m -> m.versionOf(model));
        if (!command.known() && switchVersion == 0) {
            throw ModelEnablement.modelNotFound();
        }
        StreamId stream = StreamId.participant(command.tenant(), command.participant());
        Loaded<ModelParticipant> participant = participants.load(stream);
        boolean exists = participant.ask(ModelParticipant::exists);
        if (exists) {
            command.readOnly().check(participant.ask(p -> p.resource(serverName)));
        }
        command.precondition()
                .check(exists ? participant.ask(p -> p.version(switchVersion)) : Long.valueOf(0));
        if (!enablement.ask(m -> m.isEnabled(model))) {
            throw new Refusal(ErrorCode.SW_MODEL_NOT_ENABLED, "The model is not enabled.");
        }
        participant.tell(p -> apply(command, p, switchVersion, recorder));
        List<EventRef> last = new ArrayList<>();
        last.add(EventRef.last(stream));
        if (participant.ask(ModelParticipant::isOn)) {
            last.addAll(enablement.ask(m -> m.lastEventOf(command.tenant(), model)));
        }
        return new Written<>(
                participant.ask(p -> p.resource(serverName)),
                participant.ask(p -> p.version(switchVersion)),
                !exists,
                last);
    }

    private static void apply(
            ConfigureParticipant command,
            ModelParticipant participant,
            long switchVersion,
            Recorder recorder) {
        if (participant.exists()) {
            participant.change(command.tenant(), command.settings(), switchVersion, recorder);
        } else {
            participant.create(
                    command.tenant(),
                    command.participant(),
                    command.model(),
                    true,
                    command.settings(),
                    command.at(),
                    switchVersion,
                    recorder);
        }
    }

    private Loaded<ModelEnablement> models(TenantId tenant) {
        return models.load(StreamId.models(tenant));
    }
}
