package com.scaiwave.admin.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of a participant that is a model. */
public sealed interface ParticipantEvent extends AdminEvent {
    TenantId tenant();

    ParticipantId participant();

    /** The version of its model's switch that the decision was based on. */
    long modelVersion();

    /** The version of the participant; a change of its model's switch raises it as well. */
    long version();

    @Override
    default StreamId stream() {
        return StreamId.participant(tenant(), participant());
    }

    /**
     * A participant was created.
     *
     * @param configured whether it is the one that {@code PUT /models/{slug}/participant} creates
     */
    record ParticipantCreated(
            TenantId tenant,
            ParticipantId participant,
            ModelSlug model,
            boolean configured,
            LocalId localId,
            String displayName,
            String systemPrompt,
            ResponseMode defaultResponseMode,
            boolean enabled,
            Instant createdAt,
            long modelVersion,
            long version)
            implements ParticipantEvent {
        @Override
        public List<Claim> claims() {
            return List.of(Claim.localId(tenant, localId, participant));
        }
    }

    /** A participant was changed; a null field was not changed. */
    record ParticipantUpdated(
            TenantId tenant,
            ParticipantId participant,
            ModelSlug model,
            boolean configured,
            @Nullable Change<LocalId> localId,
            @Nullable Change<String> displayName,
            @Nullable Change<String> systemPrompt,
            @Nullable Change<ResponseMode> defaultResponseMode,
            @Nullable Change<Boolean> enabled,
            long modelVersion,
            long version)
            implements ParticipantEvent {
        @Override
        public List<Claim> claims() {
            return localId == null || localId.now() == null
                    ? List.of()
                    : List.of(Claim.localId(tenant, localId.now(), participant));
        }

        @Override
        public List<Claim> releases() {
            return localId == null || localId.old() == null
                    ? List.of()
                    : List.of(Claim.localId(tenant, localId.old(), participant));
        }
    }

    /** Whether answers are streamed while they are generated, or sent whole. */
    enum ResponseMode {
        STREAMING,
        CONVERSATIONAL
    }
}
