package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 3, tenants and partners: their fields. */
class TenantTest {

    private static final Partner OWN = Fleet.partner();

    static Stream<Arguments> fields() {
        String face = "😀";
        return Stream.of(
                Arguments.of("name", face.repeat(200), face.repeat(201)),
                Arguments.of("name", "x", ""),
                Arguments.of("name", "x", null),
                Arguments.of("scaikey_tenant_id", face.repeat(100), face.repeat(101)),
                Arguments.of("max_participants", 0, -1),
                Arguments.of("max_rooms", 9_007_199_254_740_991L, 1.5),
                Arguments.of("max_storage_bytes", null, "1"),
                Arguments.of("ai_tokens_monthly", null, true),
                Arguments.of("features", Json.object(), List.of()),
                Arguments.of("features", Json.object("a", Json.object("b", List.of(1))), null),
                Arguments.of(
                        "features",
                        Json.object("a", "x".repeat(16_384 - 8)),
                        Json.object("a", "x".repeat(16_384 - 7))),
                Arguments.of(
                        "features",
                        Json.object("a", "é".repeat(8_188)),
                        Json.object("a", "é".repeat(8_189))));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_field_of_a_tenant_has_its_limits(
            String field, @Nullable Object good, @Nullable Object bad) {
        assertLimits(Given.TENANTS, Given.tenant(Fleet.slug(), OWN.id()), field, good, bad);
    }

    /** Creates it with a good value, as the operator, but not with a bad one. */
    private static void assertLimits(
            String path,
            ObjectNode body,
            String field,
            @Nullable Object good,
            @Nullable Object bad) {
        Response refused =
                Fleet.operator()
                        .post(path)
                        .json(Json.with(body, field, bad))
                        .send()
                        .expectError(400, "SW_VALIDATION_FAILED");
        assertThat(refused.fields()).containsOnly("/" + field);
        Response created =
                Fleet.operator().post(path).json(Json.with(body, field, good)).send().expect(201);
        assertThat(created.data().get(field)).isEqualTo(Json.parse(Json.write(Json.tree(good))));
        assertThat(Fleet.operator().read(created.location()).data()).isEqualTo(created.data());
    }

    static Stream<Arguments> partnerFields() {
        String face = "😀";
        return Stream.of(
                Arguments.of("name", face.repeat(200), face.repeat(201)),
                Arguments.of("name", "x", ""),
                Arguments.of("contact_email", "a@b", "ab"),
                Arguments.of("contact_email", "a@b.example", "a@b@c"),
                Arguments.of("contact_email", "é@ö.example", "a @b"),
                Arguments.of("contact_email", "a@" + "b".repeat(252), "a@" + "b".repeat(253)),
                Arguments.of("contact_email", "a@b.example", null),
                Arguments.of("status", "suspended", "Active"),
                Arguments.of("status", "active", null),
                Arguments.of("parent_partner_id", null, 1),
                Arguments.of("max_tenants", 0, -1),
                Arguments.of("max_users_per_tenant", null, "1"),
                Arguments.of("max_applications_per_tenant", 1, 1.5));
    }

    @ParameterizedTest
    @MethodSource("partnerFields")
    void a_field_of_a_partner_has_its_limits(
            String field, @Nullable Object good, @Nullable Object bad) {
        assertLimits(Given.PARTNERS, Given.partner(Fleet.slug()), field, good, bad);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-a", "A1", "a_b", "a.b", "ä1", "a ", " a", "a\n", "LONG"})
    void a_slug_of_another_form_is_a_mistake(String slug) {
        String wrong = slug.equals("LONG") ? "a".repeat(64) : slug;
        Fleet.operator()
                .post(Given.TENANTS)
                .json(Given.tenant(wrong, OWN.id()))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/slug");
        Fleet.operator()
                .post(Given.PARTNERS)
                .json(Given.partner(wrong))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/slug");
    }

    @Test
    void a_slug_may_have_63_characters_and_end_with_a_hyphen() {
        String slug = "9" + Fleet.slug() + "-".repeat(29);
        assertThat(slug).hasSize(63);
        Fleet.operator().post(Given.TENANTS).json(Given.tenant(slug, OWN.id())).send().expect(201);
        Fleet.operator().post(Given.PARTNERS).json(Given.partner(slug)).send().expect(201);
    }

    @Test
    void what_is_left_out_is_the_default() {
        JsonNode tenant =
                OWN.admin()
                        .post(Given.TENANTS)
                        .json(Given.tenant(Fleet.slug(), null))
                        .send()
                        .expect(201)
                        .data();
        assertThat(tenant.get("id").asString()).startsWith("tnt_");
        assertThat(tenant.get("partner_id").asString()).isEqualTo(OWN.id());
        assertThat(tenant.get("features")).isEqualTo(Json.object());
        for (String field :
                List.of(
                        "scaikey_tenant_id",
                        "max_participants",
                        "max_rooms",
                        "max_storage_bytes",
                        "ai_tokens_monthly")) {
            assertThat(tenant.get(field).isNull()).as(field).isTrue();
        }

        JsonNode partner =
                OWN.admin()
                        .post(Given.PARTNERS)
                        .json(Given.partner(Fleet.slug()))
                        .send()
                        .expect(201)
                        .data();
        assertThat(partner.get("id").asString()).startsWith("prt_");
        assertThat(partner.get("status").asString()).isEqualTo("active");
        assertThat(partner.get("parent_partner_id").asString()).isEqualTo(OWN.id());
        assertThat(partner.get("tenant_count").asInt()).isZero();
        for (String field :
                List.of("max_tenants", "max_users_per_tenant", "max_applications_per_tenant")) {
            assertThat(partner.get(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void an_operator_must_name_the_partner_and_may_choose_the_parent_or_none() {
        Fleet.operator()
                .post(Given.TENANTS)
                .json(Given.tenant(Fleet.slug(), null))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/partner_id");
        Fleet.operator()
                .post(Given.TENANTS)
                .json(Given.tenant(Fleet.slug(), "prt_absent"))
                .send()
                .expectError(404, "SW_PARTNER_NOT_FOUND");
        for (ObjectNode body :
                List.of(
                        Given.partner(Fleet.slug()),
                        Given.partner(Fleet.slug()).putNull("parent_partner_id"))) {
            assertThat(
                            Fleet.operator()
                                    .post(Given.PARTNERS)
                                    .json(body)
                                    .send()
                                    .expect(201)
                                    .data()
                                    .get("parent_partner_id")
                                    .isNull())
                    .isTrue();
        }
    }

    @Test
    void a_partner_admin_creates_only_below_its_own() {
        Partner below = OWN.below();
        assertThat(
                        OWN.admin()
                                .post(Given.PARTNERS)
                                .json(
                                        Given.partner(Fleet.slug())
                                                .put("parent_partner_id", below.id()))
                                .send()
                                .expect(201)
                                .data()
                                .get("parent_partner_id")
                                .asString())
                .isEqualTo(below.id());
        below.admin()
                .post(Given.PARTNERS)
                .json(Given.partner(Fleet.slug()).put("parent_partner_id", OWN.id()))
                .send()
                .expectError(404, "SW_PARTNER_NOT_FOUND");
        below.admin()
                .post(Given.TENANTS)
                .json(Given.tenant(Fleet.slug(), OWN.id()))
                .send()
                .expectError(404, "SW_PARTNER_NOT_FOUND");
        below.admin()
                .post(Given.PARTNERS)
                .json(Given.partner(Fleet.slug()).putNull("parent_partner_id"))
                .send()
                .assertStatus()
                .isIn(400, 403, 404);
    }

    @Test
    void a_slug_is_unique_among_tenants_and_among_partners_but_not_between_them() {
        Partner partner = Fleet.partner();
        var tenant = partner.tenant();
        Fleet.partner()
                .admin()
                .post(Given.TENANTS)
                .json(Given.tenant(tenant.slug(), null))
                .send()
                .expectError(409, "SW_TENANT_SLUG_TAKEN");
        OWN.admin()
                .post(Given.PARTNERS)
                .json(Given.partner(partner.slug()))
                .send()
                .expectError(409, "SW_PARTNER_SLUG_TAKEN");
        OWN.admin().post(Given.PARTNERS).json(Given.partner(tenant.slug())).send().expect(201);
        OWN.admin().post(Given.TENANTS).json(Given.tenant(partner.slug(), null)).send().expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {Given.TENANTS, Given.PARTNERS})
    void inserts_while_paging_cause_no_skip_and_no_double(String path) {
        Partner partner = Fleet.partner();
        List<String> before = new ArrayList<>();
        if (path.equals(Given.PARTNERS)) {
            before.add(partner.id());
        }
        IntStream.range(0, 5).forEach(n -> before.add(insert(partner, path)));
        List<String> seen = new ArrayList<>();
        List<String> inserted = new ArrayList<>();
        Response page = partner.admin().read(path + "?limit=2");
        while (true) {
            seen.addAll(each(page.data(), "id"));
            String cursor = page.nextCursor();
            if (cursor == null) {
                break;
            }
            if (inserted.size() < 6) {
                inserted.add(insert(partner, path));
            }
            page =
                    partner.admin()
                            .get(path + "?limit=2")
                            .query("cursor", cursor)
                            .send()
                            .expect(200);
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        List<String> all = new ArrayList<>(before);
        all.addAll(inserted);
        assertThat(all).containsAll(seen);
        assertThat(each(partner.admin().read(path).data(), "id"))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    private static String insert(Partner partner, String path) {
        return path.equals(Given.TENANTS) ? partner.tenant().id() : partner.below().id();
    }

    @ParameterizedTest
    @ValueSource(strings = {Given.TENANTS, Given.PARTNERS, Given.PARTICIPANTS})
    void the_size_of_a_page_has_its_limits(String path) {
        var api = path.equals(Given.PARTICIPANTS) ? Fleet.tenant().admin() : OWN.admin();
        for (String limit : List.of("0", "1001", "-1", "x", "", "1.0", "99999999999999999999")) {
            api.get(path)
                    .query("limit", limit)
                    .send()
                    .expectError(400, "SW_VALIDATION_FAILED", "limit");
        }
        api.read(path + "?limit=1");
        api.read(path + "?limit=1000");
    }

    @Test
    void a_cursor_of_another_partner_is_worth_nothing() {
        OWN.tenant();
        OWN.tenant();
        String path = Given.TENANTS + "?limit=1";
        String cursor = String.valueOf(OWN.admin().read(path).nextCursor());
        OWN.admin().get(path).query("cursor", cursor).send().expect(200);

        Given.assertRefused(Fleet.partner().admin(), Map.of(path, cursor));
        Given.assertRefused(Fleet.operator(), Map.of(path, cursor));
    }

    @Test
    @Tag("split")
    void many_tenants_at_once_are_each_a_version_of_every_partner_above() {
        Partner above = Fleet.partner();
        Partner below = above.below();
        long before = Fleet.operator().read(above.path()).version();

        Together.times(6, n -> below.tenant());

        Response after = Fleet.operator().read(above.path());
        assertThat(after.version()).isEqualTo(before + 6);
        assertThat(after.data().get("tenant_count").asInt()).isEqualTo(6);
    }
}
