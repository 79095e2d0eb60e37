package com.scaiwave.admin.views;

import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.PluginEvent;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.events.ProofsEvent.LogRestored;
import com.scaiwave.admin.events.ProofsEvent.SigningKeyRotated;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the audit line of every event; a new type of event without one does not compile. */
public final class AuditLines {
    private AuditLines() {}

    public static AuditLine of(AdminEvent event) {
        return switch (event) {
            case AiConfigUpdated e -> aiConfig(e);
            case PromptStudioUpdated e -> promptStudio(e);
            case NoteProcessingUpdated e -> noteProcessing(e);
            case ModelEvent e -> model(e);
            case PluginEvent e -> plugin(e);
            case ParticipantCreated e -> participantCreated(e);
            case ParticipantUpdated e -> participantUpdated(e);
            case TenantCreated e -> tenantCreated(e);
            case PartnerCreated e -> partnerCreated(e);
            case PartnerUpdated e -> partnerUpdated(e);
            case RoomReported e -> room(e);
            case PersonJoined e -> joined(e);
            case PersonLeft e ->
                    AuditLine.of("participant.leave", "participant").about(e.participant()).build();
            case PlatformReported e -> reported(e);
            case SigningKeyRotated e ->
                    AuditLine.of("proofs.rotate_key", "proofs")
                            .about(e.origin())
                            .field("/vkey", e.before(), e.now())
                            .build();
            case LogRestored e ->
                    AuditLine.of("log.restore", "log")
                            .about(e.now())
                            .field("/origin", e.before(), e.now())
                            .fact("size", Long.toString(e.size()))
                            .fact("root_hash", e.root())
                            .build();
        };
    }

    private static AuditLine aiConfig(AiConfigUpdated e) {
        return AuditLine.of("ai_config.update", "ai_config")
                .about(e.tenant())
                .version(e.version())
                .field("/default_model", e.defaultModel())
                .field("/system_prompt_templates", e.templates())
                .field("/scaigrid_auth_mode", e.authMode())
                .field("/scaigrid_api_key", masked(e.apiKey()))
                .build();
    }

    private static @Nullable Change<String> masked(@Nullable Change<StoredKey> change) {
        return change == null ? null : new Change<>(mask(change.old()), mask(change.now()));
    }

    private static @Nullable String mask(@Nullable StoredKey key) {
        return key == null ? null : key.mask();
    }

    private static AuditLine promptStudio(PromptStudioUpdated e) {
        return AuditLine.of("prompt_studio.update", "prompt_studio")
                .about(e.tenant())
                .version(e.version())
                .field("/enabled", e.enabled())
                .field("/allowlist/roles", e.roles())
                .field("/allowlist/groups", e.groups())
                .build();
    }

    private static AuditLine noteProcessing(NoteProcessingUpdated e) {
        return AuditLine.of("note_processing.update", "note_processing")
                .about(e.tenant())
                .version(e.version())
                .field("/enabled", e.enabled())
                .field("/model", e.model())
                .field("/categorise", e.categorise())
                .field("/tag", e.tag())
                .field("/extract_todos", e.extractTodos())
                .field("/suggest_links", e.suggestLinks())
                .field("/instructions", e.instructions())
                .build();
    }

    private static AuditLine model(ModelEvent e) {
        return AuditLine.of(e.enabled() ? "model.enable" : "model.disable", "model")
                .about(e.model())
                .version(e.version())
                .field("/enabled", !e.enabled(), e.enabled())
                .build();
    }

    private static AuditLine plugin(PluginEvent e) {
        return AuditLine.of(e.enabled() ? "plugin.enable" : "plugin.disable", "plugin")
                .about(e.plugin())
                .version(e.version())
                .field("/enabled", !e.enabled(), e.enabled())
                .build();
    }

    private static AuditLine participantCreated(ParticipantCreated e) {
        return AuditLine.of("participant.create", "participant")
                .about(e.participant())
                .version(e.version())
                .field("/model", null, e.model())
                .field("/local_id", null, e.localId())
                .field("/display_name", null, e.displayName())
                .field("/system_prompt", null, e.systemPrompt())
                .field("/default_response_mode", null, e.defaultResponseMode())
                .field("/enabled", null, e.enabled())
                .build();
    }

    private static AuditLine participantUpdated(ParticipantUpdated e) {
        return AuditLine.of("participant.update", "participant")
                .about(e.participant())
                .version(e.version())
                .field("/local_id", e.localId())
                .field("/display_name", e.displayName())
                .field("/system_prompt", e.systemPrompt())
                .field("/default_response_mode", e.defaultResponseMode())
                .field("/enabled", e.enabled())
                .build();
    }

    private static AuditLine tenantCreated(TenantCreated e) {
        return AuditLine.of("tenant.create", "tenant")
                .about(e.tenant())
                .version(e.version())
                .field("/slug", null, e.slug())
                .field("/name", null, e.name())
                .field("/partner_id", null, e.partners().getLast())
                .field("/scaikey_tenant_id", null, e.scaikeyTenantId())
                .field("/max_participants", null, e.maxParticipants())
                .field("/max_rooms", null, e.maxRooms())
                .field("/max_storage_bytes", null, e.maxStorageBytes())
                .field("/ai_tokens_monthly", null, e.aiTokensMonthly())
                .field("/features", null, e.features())
                .build();
    }

    private static AuditLine partnerCreated(PartnerCreated e) {
        return AuditLine.of("partner.create", "partner")
                .about(e.partner())
                .version(e.version())
                .field("/slug", null, e.slug())
                .field("/name", null, e.name())
                .personalField("/contact_email", null, e.contactEmail())
                .field("/status", null, e.status())
                .field(
                        "/parent_partner_id",
                        null,
                        e.ancestors().isEmpty() ? null : e.ancestors().getLast())
                .field("/max_tenants", null, e.maxTenants())
                .field("/max_users_per_tenant", null, e.maxUsersPerTenant())
                .field("/max_applications_per_tenant", null, e.maxApplicationsPerTenant())
                .build();
    }

    private static AuditLine partnerUpdated(PartnerUpdated e) {
        return AuditLine.of("partner.update", "partner")
                .about(e.partner())
                .version(e.version())
                .field("/name", e.name())
                .personalField("/contact_email", e.contactEmail())
                .field("/status", e.status())
                .field("/max_tenants", e.maxTenants())
                .field("/max_users_per_tenant", e.maxUsersPerTenant())
                .field("/max_applications_per_tenant", e.maxApplicationsPerTenant())
                .build();
    }

    private static AuditLine room(RoomReported e) {
        return AuditLine.of("room." + e.action().name().toLowerCase(Locale.ROOT), "room")
                .about(e.room())
                .fact("room_type", e.roomType())
                .personalFact("name", e.name())
                .personalFact("reason", e.reason())
                .build();
    }

    private static AuditLine joined(PersonJoined e) {
        return AuditLine.of("participant.join", "participant")
                .about(e.participant())
                .fact("participant_type", e.type().name().toLowerCase(Locale.ROOT))
                .fact("local_id", e.localId())
                .fact("display_name", e.displayName())
                .personalFact("display_name", e.personalName())
                .build();
    }

    private static AuditLine reported(PlatformReported e) {
        String type = e.action().replaceFirst("\\..*", "");
        return AuditLine.of(e.action(), type).about(e.resource()).data(e.data()).build();
    }
}
