package com.scaiwave.admin.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event that the platform reported; it is recorded as received. */
public sealed interface PlatformEvent extends AdminEvent, Reported {
    /** A room was created, closed, archived or restored. */
    record RoomReported(
            TenantId tenant,
            Origin origin,
            RoomAction action,
            String room,
            @Nullable String roomType,
            @Nullable Personal name,
            @Nullable Personal reason)
            implements PlatformEvent {
        @Override
        public StreamId stream() {
            return StreamId.room(tenant, room);
        }
    }

    /**
     * Someone or something joined the tenant.
     *
     * @param localId its local id; null if the platform sent none, or one that another participant
     *     has
     * @param formerLocalId the local id that it had before, which it releases
     * @param personalName the name of a human
     * @param displayName the name of a participant that is not human
     */
    record PersonJoined(
            TenantId tenant,
            Origin origin,
            ParticipantId participant,
            ParticipantType type,
            @Nullable String localId,
            @Nullable String formerLocalId,
            @Nullable Personal personalName,
            @Nullable String displayName)
            implements PlatformEvent {
        @Override
        public StreamId stream() {
            return StreamId.person(tenant, participant);
        }

        @Override
        public List<Claim> claims() {
            Claim once = Claim.platformEvent(tenant, origin);
            return localId == null
                    ? List.of(once)
                    : List.of(once, Claim.localIdOfPerson(tenant, localId, participant));
        }

        @Override
        public List<Claim> releases() {
            return released(tenant, formerLocalId, participant);
        }
    }

    /**
     * Someone or something left the tenant.
     *
     * @param formerLocalId the local id that it had, which it releases
     */
    record PersonLeft(
            TenantId tenant,
            Origin origin,
            ParticipantId participant,
            @Nullable String formerLocalId)
            implements PlatformEvent {
        @Override
        public StreamId stream() {
            return StreamId.person(tenant, participant);
        }

        @Override
        public List<Claim> releases() {
            return released(tenant, formerLocalId, participant);
        }
    }

    private static List<Claim> released(
            TenantId tenant, @Nullable String localId, ParticipantId participant) {
        return localId == null
                ? List.of()
                : List.of(Claim.localIdOfPerson(tenant, localId, participant));
    }

    /**
     * Anything else that the platform wants in the audit log.
     *
     * @param action the CloudEvents type without {@code swp.}
     * @param resource the data's {@code <resource type>_id}
     * @param data a JSON object, as text
     */
    record PlatformReported(
            TenantId tenant,
            Origin origin,
            String action,
            @Nullable String resource,
            @Nullable Personal data)
            implements PlatformEvent {
        @Override
        public StreamId stream() {
            return StreamId.platform(tenant);
        }
    }

    /** What can happen to a room. */
    enum RoomAction {
        CREATE,
        CLOSE,
        ARCHIVE,
        RESTORE
    }
}
