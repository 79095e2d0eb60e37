package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Section 1, writes: If-None-Match on a PUT. */
class IfNoneMatchTest {

    private static final int WRITERS = 8;

    private static ObjectNode body(String path, int n) {
        return switch (path) {
            case Given.CONFIG ->
                    object(
                            "system_prompt_templates",
                            List.of(object("name", "t", "prompt", "n" + n)));
            case Given.STUDIO -> object("allowlist", object("roles", List.of("r" + n)));
            case Given.NOTES -> object("instructions", "n" + n);
            default -> Json.with(Given.participant("x"), "display_name", "n" + n);
        };
    }

    private static String participantPath(Tenant tenant) {
        return "/v1/admin/models/" + tenant.enableModels(1).getFirst() + "/participant";
    }

    private static String path(Tenant tenant, String of) {
        return of.isEmpty() ? participantPath(tenant) : of;
    }

    @ParameterizedTest
    @ValueSource(strings = {Given.CONFIG, Given.STUDIO, Given.NOTES, ""})
    void a_star_writes_what_was_never_written_and_nothing_else(String of) {
        Tenant tenant = Fleet.tenant();
        Api admin = tenant.admin();
        // Enabling a model would have written to the configuration.
        String path = path(tenant, of);

        Response first =
                admin.put(path).json(body(path, 1)).ifNoneMatch("*").send().expectChanged();
        Response refused = admin.put(path).json(body(path, 2)).ifNoneMatch("*").send();
        refused.expectError(412, "SW_PRECONDITION_FAILED");
        assertThat(refused.etag()).isEqualTo(first.etag());
        // Also if nothing would change.
        admin.put(path)
                .json(body(path, 1))
                .ifNoneMatch("*")
                .send()
                .expectError(412, "SW_PRECONDITION_FAILED");
    }

    @ParameterizedTest
    @EnumSource
    void what_was_written_is_not_overwritten(Resource.Kind kind) {
        Resource resource = kind.fresh();
        String current = resource.get().etag();

        Response refused = resource.put(1).ifNoneMatch("*").send();

        refused.expectError(412, "SW_PRECONDITION_FAILED");
        assertThat(refused.etag()).isEqualTo(current);
        assertThat(resource.get().etag()).isEqualTo(current);
    }

    @ParameterizedTest
    @EnumSource
    void a_tag_writes_only_if_it_is_not_the_current_one(Resource.Kind kind) {
        Resource resource = kind.fresh();
        String current = resource.get().etag();

        for (String tags : List.of(current, "W/" + current, "\"999\", " + current)) {
            Response refused = resource.put(1).ifNoneMatch(tags).send();
            refused.expectError(412, "SW_PRECONDITION_FAILED");
            assertThat(refused.etag()).isEqualTo(current);
        }
        resource.put(1).ifNoneMatch("\"999\"").send().expectChanged();
        resource.put(2).ifNoneMatch(current).send().expectChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {Given.CONFIG, Given.STUDIO, Given.NOTES, ""})
    @Tag("split")
    void of_many_first_writers_exactly_one_wins(String of) {
        Tenant tenant = Fleet.tenant();
        String path = path(tenant, of);

        List<Response> answers =
                Together.times(
                        WRITERS,
                        n ->
                                tenant.admin("usr_" + n)
                                        .put(path)
                                        .json(body(path, n + 1))
                                        .ifNoneMatch("*")
                                        .send());

        assertThat(answers.stream().filter(a -> a.status() < 300)).hasSize(1);
        String etag = answers.stream().filter(a -> a.status() < 300).findFirst().get().etag();
        for (Response lost : answers.stream().filter(a -> a.status() >= 300).toList()) {
            lost.expectError(412, "SW_PRECONDITION_FAILED");
            assertThat(lost.etag()).isEqualTo(etag);
        }
    }

    @Test
    void its_own_key_is_answered_again_before_the_condition_is_asked() {
        Api admin = Fleet.tenant().admin();
        Response first =
                admin.put(Given.STUDIO)
                        .json(body(Given.STUDIO, 1))
                        .ifNoneMatch("*")
                        .key("k")
                        .send()
                        .expectChanged();
        Response again =
                admin.put(Given.STUDIO)
                        .json(body(Given.STUDIO, 1))
                        .ifNoneMatch("*")
                        .key("k")
                        .send();

        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void it_does_not_keep_a_post_from_creating() {
        Fleet.operator()
                .post(Given.PARTNERS)
                .json(Given.partner(Fleet.slug()))
                .ifNoneMatch("*")
                .send()
                .expect(201);
    }

    @Test
    void what_is_no_tag_is_refused() {
        Fleet.tenant()
                .admin()
                .put(Given.STUDIO)
                .json(body(Given.STUDIO, 1))
                .ifNoneMatch("x")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "If-None-Match");
    }
}
