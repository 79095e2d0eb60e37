package com.scaiwave.admin.command.participants;

import com.scaiwave.admin.command.deciding.AggregateState;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A participant that is a model. That its model is enabled, the callers of this have checked. */
@Aggregate
public final class ModelParticipant {
    private State state = State.NEW;

    @EventSourcingHandler
    void on(ParticipantEvent event) {
        state = state.evolve(event);
    }

    @EventSourcingHandler
    void on(State snapshot) {
        state = snapshot;
    }

    @AggregateIdentifier
    @Nullable StreamId stream() {
        return state.stream;
    }

    public State state() {
        return state;
    }

    /**
     * A participant, or none yet.
     *
     * @param profile null before it is created
     * @param version of what clients see, after its last event
     * @param modelVersion the version of its model's switch then
     */
    public record State(
            @Nullable StreamId stream, @Nullable Profile profile, long version, long modelVersion)
            implements AggregateState {
        static final State NEW = new State(null, null, 0, 0);

        static ParticipantCreated create(
                TenantId tenant,
                ParticipantId id,
                ModelSlug model,
                boolean configured,
                ParticipantSettings settings,
                Instant at,
                long switchVersion) {
            return new ParticipantCreated(
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
                    1);
        }

        List<ParticipantEvent> change(
                TenantId tenant, ParticipantSettings wanted, long switchVersion) {
            ParticipantSettings now = existing().settings();
            Change<LocalId> localId = Change.between(now.localId(), wanted.localId());
            Change<String> name = Change.between(now.displayName(), wanted.displayName());
            Change<String> prompt = Change.between(now.systemPrompt(), wanted.systemPrompt());
            Change<ResponseMode> mode =
                    Change.between(now.defaultResponseMode(), wanted.defaultResponseMode());
            Change<Boolean> enabled = Change.between(now.enabled(), wanted.enabled());
            return Change.any(localId, name, prompt, mode, enabled)
                    ? List.of(
                            new ParticipantUpdated(
                                    tenant,
                                    existing().id(),
                                    existing().model(),
                                    existing().configured(),
                                    localId,
                                    name,
                                    prompt,
                                    mode,
                                    enabled,
                                    switchVersion,
                                    version(switchVersion) + 1))
                    : List.of();
        }

        State evolve(ParticipantEvent event) {
            Profile next =
                    switch (event) {
                        case ParticipantCreated e -> Profile.of(e);
                        case ParticipantUpdated e -> existing().with(e);
                    };
            return new State(event.stream(), next, event.version(), event.modelVersion());
        }

        @Override
        public long characters() {
            return profile == null
                    ? 0
                    : profile.settings().systemPrompt().length()
                            + profile.settings().displayName().length();
        }

        boolean exists() {
            return profile != null;
        }

        boolean isOn() {
            return existing().settings().enabled();
        }

        /** The version of what clients see: while it is on, its model's switch raises it, too. */
        long version(long switchVersion) {
            return version + (isOn() ? switchVersion - modelVersion : 0);
        }

        Profile existing() {
            if (profile == null) {
                throw new IllegalStateException("the participant does not exist");
            }
            return profile;
        }
    }

    /** What a participant is; only its settings change. */
    record Profile(
            ParticipantId id,
            ModelSlug model,
            boolean configured,
            ParticipantSettings settings,
            Instant createdAt) {

        static Profile of(ParticipantCreated event) {
            return new Profile(
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
        }

        Profile with(ParticipantUpdated event) {
            return new Profile(
                    id,
                    model,
                    configured,
                    new ParticipantSettings(
                            Change.apply(event.localId(), settings.localId()),
                            Change.apply(event.displayName(), settings.displayName()),
                            Change.apply(event.systemPrompt(), settings.systemPrompt()),
                            Change.apply(
                                    event.defaultResponseMode(), settings.defaultResponseMode()),
                            Change.apply(event.enabled(), settings.enabled())),
                    createdAt);
        }
    }
}
