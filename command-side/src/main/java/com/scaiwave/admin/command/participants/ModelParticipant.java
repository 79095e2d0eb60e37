package com.scaiwave.admin.command.participants;

import com.scaiwave.admin.command.write.Diff;
import com.scaiwave.admin.command.write.Kept;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.resource.Participant;
import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A participant that is a model. That its model is enabled, the callers of this have checked. */
public final class ModelParticipant implements Kept<ModelParticipant>, Cloneable {
    private @Nullable String stream;
    private @Nullable State state;
    private long version;
    private long modelVersion;

    void create(
            TenantId tenant,
            ParticipantId id,
            ModelSlug model,
            boolean configured,
            ParticipantSettings settings,
            Instant at,
            long switchVersion,
            Recorder recorder) {
        recorder.record(
                new ParticipantCreated(
                        tenant,
                        id,
                        model,
                        configured,
                        settings.localId(),
                        settings.displayName(),
                        settings.systemPrompt(),
                        settings.defaultResponseMode(),
                        settings.enabled(),
                        at,
                        switchVersion,
                        1));
    }

    void change(
            TenantId tenant, ParticipantSettings wanted, long switchVersion, Recorder recorder) {
        State now = state();
        Change<LocalId> localId = Diff.of(now.settings().localId(), wanted.localId());
        Change<String> name = Diff.of(now.settings().displayName(), wanted.displayName());
        Change<String> prompt = Diff.of(now.settings().systemPrompt(), wanted.systemPrompt());
        Change<ResponseMode> mode =
                Diff.of(now.settings().defaultResponseMode(), wanted.defaultResponseMode());
        Change<Boolean> enabled = Diff.of(now.settings().enabled(), wanted.enabled());
        if (Diff.any(localId, name, prompt, mode, enabled)) {
            recorder.record(
                    new ParticipantUpdated(
                            tenant,
                            now.id(),
                            now.model(),
                            now.configured(),
                            localId,
                            name,
                            prompt,
                            mode,
                            enabled,
                            switchVersion,
                            version(switchVersion) + 1));
        }
    }

    @Override
    public ModelParticipant copy() {
        try {
            return (ModelParticipant) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long characters() {
        return state == null
                ? 0
                : state.settings().systemPrompt().length()
                        + state.settings().displayName().length();
    }

    @AggregateIdentifier
    @Nullable String stream() {
        return stream;
    }

    @EventSourcingHandler
    void evolve(ParticipantCreated event) {
        stream = event.stream().value();
        state =
                new State(
                        event.participant(),
                        event.model(),
                        event.configured(),
                        new ParticipantSettings(
                                event.localId(),
                                event.displayName(),
                                event.systemPrompt(),
                                event.defaultResponseMode(),
                                event.enabled()),
                        event.createdAt());
        version = event.version();
        modelVersion = event.modelVersion();
    }

    @EventSourcingHandler
    void evolve(ParticipantUpdated event) {
        ParticipantSettings old = state().settings();
        state =
                new State(
                        state().id(),
                        state().model(),
                        state().configured(),
                        new ParticipantSettings(
                                Change.apply(event.localId(), old.localId()),
                                Change.apply(event.displayName(), old.displayName()),
                                Change.apply(event.systemPrompt(), old.systemPrompt()),
                                Change.apply(
                                        event.defaultResponseMode(), old.defaultResponseMode()),
                                Change.apply(event.enabled(), old.enabled())),
                        state().createdAt());
        version = event.version();
        modelVersion = event.modelVersion();
    }

    boolean exists() {
        return state != null;
    }

    boolean isOn() {
        return state().settings().enabled();
    }

    /** The version of what clients see: while it is on, its model's switch changes that, too. */
    long version(long switchVersion) {
        return version + (isOn() ? switchVersion - modelVersion : 0);
    }

    Participant resource(String serverName) {
        State now = state();
        ParticipantSettings settings = now.settings();
        return new Participant(
                now.id(),
                ParticipantType.MODEL,
                settings.localId().value(),
                Participant.fqid(settings.localId().value(), serverName),
                settings.displayName(),
                now.model(),
                settings.systemPrompt(),
                settings.defaultResponseMode(),
                settings.enabled(),
                now.createdAt());
    }

    private State state() {
        if (state == null) {
            throw new IllegalStateException("the participant does not exist");
        }
        return state;
    }

    private record State(
            ParticipantId id,
            ModelSlug model,
            boolean configured,
            ParticipantSettings settings,
            Instant createdAt) {}
}
