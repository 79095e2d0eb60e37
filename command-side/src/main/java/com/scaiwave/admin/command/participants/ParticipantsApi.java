package com.scaiwave.admin.command.participants;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.Ids;
import com.scaiwave.admin.command.deciding.ReadOnlyFields;
import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.command.participants.ModelParticipant.Profile;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.registry.ModelCatalog;
import com.scaiwave.admin.web.registry.RegistryProperties;
import com.scaiwave.admin.web.resource.Participant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record ParticipantsApi(Commands commands, ModelCatalog catalog, RegistryProperties registry) {

    @PostMapping("/v1/admin/participants/model")
    ResponseEntity<byte[]> create(Call call) {
        Body body = call.body(Body.class);
        return commands.send(
                call,
                call.metadata(call.tenant()),
                new CreateParticipant(
                        call.tenant().id(),
                        ModelCatalog.slug(Objects.requireNonNull(body.model()), "/model"),
                        new ParticipantId(Ids.next("ptc_", call.arrivedAt())),
                        body.settings(),
                        call.arrivedAt(),
                        ExpectedTags.of(call)),
                this::resource,
                ParticipantsApi::location);
    }

    @PutMapping("/v1/admin/models/{slug}/participant")
    ResponseEntity<byte[]> configure(Call call) {
        String slug = call.pathVariable("slug");
        if (!ModelSlug.FORM.fits(slug)) {
            throw ModelEnablement.modelNotFound();
        }
        ModelSlug model = new ModelSlug(slug);
        TenantId tenant = call.tenant().id();
        return commands.send(
                call,
                call.metadata(call.tenant()),
                new ConfigureParticipant(
                        tenant,
                        model,
                        configured(tenant, model),
                        call.body(Body.class).settings(),
                        catalog.facts(model) != null,
                        ReadOnlyFields.of(call.json(), "id", "type", "fqid", "model", "created_at"),
                        call.arrivedAt(),
                        ExpectedTags.of(call)),
                this::resource,
                ParticipantsApi::location);
    }

    /** The id of a model's one configured participant: the same whoever asks first. */
    private static ParticipantId configured(TenantId tenant, ModelSlug model) {
        UUID name = UUID.nameUUIDFromBytes((tenant + "/" + model).getBytes(UTF_8));
        return new ParticipantId("ptc_" + name.toString().replace("-", ""));
    }

    private static String location(ModelParticipant.State participant) {
        return "/v1/admin/participants/" + participant.existing().id();
    }

    private Participant resource(ModelParticipant.State participant) {
        return resource(participant.existing(), registry.serverName());
    }

    static Participant resource(Profile profile, String serverName) {
        ParticipantSettings settings = profile.settings();
        return new Participant(
                profile.id(),
                ParticipantType.MODEL,
                settings.localId().value(),
                Participant.fqid(settings.localId().value(), serverName),
                settings.displayName(),
                profile.model(),
                settings.systemPrompt(),
                settings.defaultResponseMode(),
                settings.enabled(),
                profile.createdAt());
    }

    private record Body(
            String localId,
            String displayName,
            String systemPrompt,
            ResponseMode defaultResponseMode,
            @Nullable Boolean enabled,
            @Nullable String model) {
        ParticipantSettings settings() {
            return new ParticipantSettings(
                    new LocalId(localId),
                    displayName,
                    systemPrompt,
                    defaultResponseMode,
                    enabled == null || enabled);
        }
    }
}
