package com.scaiwave.admin.command.participants;

import com.scaiwave.admin.command.deciding.Aggregates;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Check.EventRef;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.registry.RegistryProperties;
import com.scaiwave.admin.web.resource.Participant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rule: only an enabled model can be made a participant. */
@Component
record ParticipantHandler(
        Aggregates<ModelParticipant.State> participants,
        Aggregates<ModelEnablement.State> models,
        RegistryProperties registry) {

    @CommandHandler
    Decided<ModelParticipant.State> decide(CreateParticipant command) {
        ModelEnablement.State set = models(command.tenant());
        ModelSlug model = command.model();
        if (!set.isEnabled(model)) {
            throw Refusal.invalid("/model", "is not an enabled model");
        }
        command.expected().check(null);
        StreamId stream = StreamId.participant(command.tenant(), command.participant());
        ModelParticipant.State created =
                participants.record(
                        stream,
                        List.of(
                                ModelParticipant.State.create(
                                        command.tenant(),
                                        command.participant(),
                                        model,
                                        false,
                                        command.settings(),
                                        command.at(),
                                        set.versionOf(model))));
        return Decided.created(created, created.version(set.versionOf(model)));
    }

    @CommandHandler
    Decided<ModelParticipant.State> decide(ConfigureParticipant command) {
        ModelEnablement.State set = models(command.tenant());
        ModelSlug model = command.model();
        long switchVersion = set.versionOf(model);
        if (!command.known() && switchVersion == 0) {
            throw ModelEnablement.modelNotFound();
        }
        StreamId stream = StreamId.participant(command.tenant(), command.participant());
        ModelParticipant.State before = participants.load(stream);
        if (before.exists()) {
            command.readOnly().check(readOnly(before.existing()));
        }
        command.expected().check(before.exists() ? before.version(switchVersion) : 0L);
        if (!set.isEnabled(model)) {
            throw new Refusal(ErrorCode.SW_MODEL_NOT_ENABLED, "The model is not enabled.");
        }
        ModelParticipant.State after =
                participants.record(stream, configure(command, before, switchVersion));
        List<EventRef> last = new ArrayList<>();
        last.add(EventRef.last(stream));
        if (after.isOn()) {
            last.addAll(set.lastEventOf(command.tenant(), model));
        }
        return new Decided<>(after, after.version(switchVersion), !before.exists(), last);
    }

    private static List<ParticipantEvent> configure(
            ConfigureParticipant command, ModelParticipant.State before, long switchVersion) {
        return before.exists()
                ? before.change(command.tenant(), command.settings(), switchVersion)
                : List.of(
                        ModelParticipant.State.create(
                                command.tenant(),
                                command.participant(),
                                command.model(),
                                true,
                                command.settings(),
                                command.at(),
                                switchVersion));
    }

    private SequencedMap<String, @Nullable Object> readOnly(ModelParticipant.Profile profile) {
        SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", profile.id());
        fields.put("type", ParticipantType.MODEL);
        fields.put(
                "fqid",
                Participant.fqid(profile.settings().localId().value(), registry.serverName()));
        fields.put("model", profile.model());
        fields.put("created_at", profile.createdAt());
        return fields;
    }

    private ModelEnablement.State models(TenantId tenant) {
        return models.load(StreamId.models(tenant));
    }
}
