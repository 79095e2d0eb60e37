package com.scaiwave.admin.events;

import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.MeteringEvent.AiUsed;
import com.scaiwave.admin.events.MeteringEvent.StorageChanged;
import com.scaiwave.admin.events.ModelEvent.ModelDisabled;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.PluginEvent.PluginDisabled;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.events.ProofsEvent.LogRestored;
import com.scaiwave.admin.events.ProofsEvent.SigningKeyRotated;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;

/**
 * The name and revision of an event type in the log. The name never changes, even if the class is
 * renamed. The revision rises when the format of the payload changes; an upcaster then reads
 * payloads of the old revision.
 */
public record EventType(String name, int revision) {

    /** The type of an event; a new event without a name here does not compile. */
    public static EventType of(Event event) {
        return of(
                switch (event) {
                    case AiConfigUpdated _ -> "ai-config.updated";
                    case ModelEnabled _ -> "model.enabled";
                    case ModelDisabled _ -> "model.disabled";
                    case PromptStudioUpdated _ -> "prompt-studio.updated";
                    case NoteProcessingUpdated _ -> "note-processing.updated";
                    case PluginEnabled _ -> "plugin.enabled";
                    case PluginDisabled _ -> "plugin.disabled";
                    case ParticipantCreated _ -> "participant.created";
                    case ParticipantUpdated _ -> "participant.updated";
                    case TenantCreated _ -> "tenant.created";
                    case PartnerCreated _ -> "partner.created";
                    case PartnerUpdated _ -> "partner.updated";
                    case TenantAdmitted _ -> "partner.tenant-admitted";
                    case RoomReported _ -> "room.reported";
                    case PersonJoined _ -> "person.joined";
                    case PersonLeft _ -> "person.left";
                    case PlatformReported _ -> "platform.reported";
                    case SigningKeyRotated _ -> "proofs.key-rotated";
                    case LogRestored _ -> "log.restored";
                    case AiUsed _ -> "ai.used";
                    case StorageChanged _ -> "storage.changed";
                });
    }

    /** The current revision of the type with this name. */
    public static EventType of(String name) {
        return new EventType(name, 1);
    }

    /**
     * The class of the events with this name.
     *
     * @throws UnknownEventType when this version of the software does not know the name
     */
    public static Class<? extends Event> classOf(String name) {
        return switch (name) {
            case "ai-config.updated" -> AiConfigUpdated.class;
            case "model.enabled" -> ModelEnabled.class;
            case "model.disabled" -> ModelDisabled.class;
            case "prompt-studio.updated" -> PromptStudioUpdated.class;
            case "note-processing.updated" -> NoteProcessingUpdated.class;
            case "plugin.enabled" -> PluginEnabled.class;
            case "plugin.disabled" -> PluginDisabled.class;
            case "participant.created" -> ParticipantCreated.class;
            case "participant.updated" -> ParticipantUpdated.class;
            case "tenant.created" -> TenantCreated.class;
            case "partner.created" -> PartnerCreated.class;
            case "partner.updated" -> PartnerUpdated.class;
            case "partner.tenant-admitted" -> TenantAdmitted.class;
            case "room.reported" -> RoomReported.class;
            case "person.joined" -> PersonJoined.class;
            case "person.left" -> PersonLeft.class;
            case "platform.reported" -> PlatformReported.class;
            case "proofs.key-rotated" -> SigningKeyRotated.class;
            case "log.restored" -> LogRestored.class;
            case "ai.used" -> AiUsed.class;
            case "storage.changed" -> StorageChanged.class;
            default -> throw new UnknownEventType(name);
        };
    }

    /**
     * A name or revision that this version does not know; a reader must stop and not skip the
     * event.
     */
    public static final class UnknownEventType extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnknownEventType(String name) {
            super("the log has an event of a type that this version does not know: " + name);
        }
    }
}
