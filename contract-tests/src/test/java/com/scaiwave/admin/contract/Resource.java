package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource that is PUT and read again: its paths, the form of its n-th content, and its client.
 * Each is fresh, and its content 0 differs from all others.
 */
record Resource(
        Api api, String path, String readPath, ObjectNode template, String field, String action) {

    /** The five kinds of resources that have a PUT. */
    enum Kind {
        AI_CONFIG,
        PROMPT_STUDIO,
        NOTE_PROCESSING,
        MODEL_PARTICIPANT,
        PARTNER;

        /** A new resource that was written once. */
        Resource fresh() {
            Resource resource =
                    switch (this) {
                        case AI_CONFIG -> aiConfig();
                        case PROMPT_STUDIO -> promptStudio();
                        case NOTE_PROCESSING -> noteProcessing();
                        case MODEL_PARTICIPANT -> modelParticipant();
                        case PARTNER -> partner();
                    };
            resource.put(0).send().assertStatus().isIn(200, 201);
            return resource;
        }
    }

    private static Resource aiConfig() {
        return ofTenant(Given.CONFIG, object(), "system_prompt_templates", "ai_config.update");
    }

    private static Resource promptStudio() {
        return ofTenant(Given.STUDIO, object("enabled", true), "allowlist", "prompt_studio.update");
    }

    private static Resource noteProcessing() {
        ObjectNode template = object("enabled", true, "tag", true);
        return ofTenant(Given.NOTES, template, "instructions", "note_processing.update");
    }

    /** One that every tenant has, of a new tenant. */
    private static Resource ofTenant(
            String path, ObjectNode template, String field, String action) {
        return new Resource(Fleet.tenant().admin(), path, path, template, field, action);
    }

    private static Resource modelParticipant() {
        Tenant tenant = Fleet.tenant();
        String path = "/v1/admin/models/" + tenant.enableModels(1).getFirst() + "/participant";
        ObjectNode template = Json.with(Given.participant("helper"), "display_name", "n0");
        Response created = tenant.admin().put(path).json(template).send().expect(201);
        return new Resource(
                tenant.admin(),
                path,
                created.location(),
                template,
                "display_name",
                "participant.update");
    }

    private static Resource partner() {
        Partner partner = Fleet.partner();
        return new Resource(
                Fleet.operator(),
                partner.path(),
                partner.path(),
                object("name", "n", "contact_email", "a@b.example", "status", "active"),
                "name",
                "partner.update");
    }

    /** A PUT of the n-th content. */
    Request put(int n) {
        return put(api, n);
    }

    Request put(Api other, int n) {
        return other.put(path).json(Json.with(template, field, value(n)));
    }

    private Object value(int n) {
        return switch (field) {
            case "system_prompt_templates" -> List.of(object("name", "t", "prompt", "n" + n));
            case "allowlist" -> object("roles", List.of("n" + n), "groups", List.of());
            default -> "n" + n;
        };
    }

    /** The number of the content that a response shows. */
    int shown(Response response) {
        JsonNode value = response.data().get(field);
        return Integer.parseInt(Json.write(value).replaceAll(".*\"n([0-9]+)\".*", "$1"));
    }

    Response get() {
        return api.read(readPath);
    }

    /** Checks that a GET shows what a write answered, in the same version. */
    void assertIsAsAfter(Response write) {
        Response now = get();
        assertThat(now.data()).isEqualTo(write.data());
        assertThat(now.etag()).isEqualTo(write.etag());
    }
}
