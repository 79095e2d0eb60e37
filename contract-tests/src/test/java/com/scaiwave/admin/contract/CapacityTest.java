package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.change;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Section 3, tenants and partners: how many there may be, and where the limits come from. */
class CapacityTest {

    private static Response newTenant(Partner partner) {
        return Fleet.operator()
                .post(Given.TENANTS)
                .json(Given.tenant(Fleet.slug(), partner.id()))
                .send();
    }

    private static Response newPartner(Partner parent) {
        return Fleet.operator()
                .post(Given.PARTNERS)
                .json(Json.with(Given.partner(Fleet.slug()), "parent_partner_id", parent.id()))
                .send();
    }

    private static int count(Partner partner) {
        return Fleet.operator().read(partner.path()).data().get("tenant_count").asInt();
    }

    /** A partner, one below it, and so on. */
    private static List<Partner> chain(int length) {
        List<Partner> chain = new ArrayList<>(List.of(Fleet.partner()));
        while (chain.size() < length) {
            chain.add(chain.getLast().below());
        }
        return chain;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void a_partner_has_no_more_tenants_than_its_limit(int limit) {
        Partner partner = Fleet.partner();
        change(partner, "max_tenants", limit).send().expectChanged();

        for (int n = 0; n < limit; n++) {
            newTenant(partner).expect(201);
        }
        newTenant(partner).expectError(409, "SW_TENANT_CAPACITY");
        assertThat(count(partner)).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void a_limit_at_any_height_holds_for_the_whole_fleet(int height) {
        List<Partner> chain = chain(4);
        change(chain.get(height), "max_tenants", 2).send().expectChanged();

        newTenant(chain.get(3)).expect(201);
        newTenant(chain.get(height)).expect(201);
        newTenant(chain.get(3)).expectError(409, "SW_TENANT_CAPACITY");
        newTenant(chain.get(height)).expectError(409, "SW_TENANT_CAPACITY");
        assertThat(count(chain.get(height))).isEqualTo(2);
        if (height > 0) {
            newTenant(chain.get(height - 1)).expect(201);
        }
    }

    @Test
    @Tag("split")
    void tenants_created_at_once_anywhere_in_a_fleet_never_exceed_its_limit() {
        int limit = 5;
        Partner above = Fleet.partner();
        change(above, "max_tenants", limit).send().expectChanged();
        List<Partner> fleet = List.of(above, above.below(), above.below(), above.below().below());

        List<Response> answers = Together.times(16, n -> newTenant(fleet.get(n % fleet.size())));

        assertThat(answers.stream().filter(r -> r.status() == 201)).hasSize(limit);
        answers.stream()
                .filter(r -> r.status() != 201)
                .forEach(r -> r.expectError(409, "SW_TENANT_CAPACITY"));
        assertThat(count(above)).isEqualTo(limit);
        assertThat(above.admin().read(Given.TENANTS).data()).hasSize(limit);
    }

    @Test
    @Tag("split")
    void a_limit_lowered_while_tenants_are_created_holds() {
        Partner above = Fleet.partner();
        Partner below = above.below();
        newTenant(below).expect(201);

        List<Response> answers =
                Together.times(
                        9,
                        n ->
                                n == 4
                                        ? change(above, "max_tenants", 3).send()
                                        : newTenant(n % 2 == 0 ? above : below));

        boolean lowered = answers.get(4).status() == 200;
        answers.forEach(r -> r.assertStatus().isIn(200, 201, 409));
        if (lowered) {
            assertThat(count(above)).isLessThanOrEqualTo(3);
        } else {
            answers.get(4).expectError(409, "SW_TENANT_CAPACITY");
            assertThat(count(above)).isEqualTo(9);
        }
    }

    @Test
    void a_limit_cannot_be_lowered_below_the_count() {
        List<Partner> chain = chain(3);
        newTenant(chain.get(2)).expect(201);
        newTenant(chain.get(1)).expect(201);
        Response before = Fleet.operator().read(chain.getFirst().path());

        change(chain.getFirst(), "max_tenants", 1).send().expectError(409, "SW_TENANT_CAPACITY");
        change(chain.get(1), "max_tenants", 0).send().expectError(409, "SW_TENANT_CAPACITY");

        assertThat(Fleet.operator().read(chain.getFirst().path()).json()).isEqualTo(before.json());
        change(chain.getFirst(), "max_tenants", 2).send().expectChanged();
        newTenant(chain.get(2)).expectError(409, "SW_TENANT_CAPACITY");
        change(chain.getFirst(), "max_tenants", null).send().expectChanged();
        newTenant(chain.get(2)).expect(201);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 3", "1, 1", "2, 3"})
    void below_a_suspended_partner_nothing_new_comes_at_any_depth(int suspended, int where) {
        List<Partner> chain = chain(4);
        var tenant = chain.get(where).tenant();
        change(chain.get(suspended), "status", "suspended").send().expectChanged();

        newTenant(chain.get(where)).expectError(409, "SW_PARTNER_SUSPENDED");
        newPartner(chain.get(where)).expectError(409, "SW_PARTNER_SUSPENDED");
        if (suspended > 0) {
            newTenant(chain.get(suspended - 1)).expect(201);
            newPartner(chain.get(suspended - 1)).expect(201);
        }

        tenant.admin().put(Given.STUDIO).json("{\"enabled\": true}").send().expectChanged();
        change(chain.get(where), "name", "Goes on").send().expectChanged();
        change(chain.get(suspended), "status", "active").send().expectChanged();
        newTenant(chain.get(where)).expect(201);
        newPartner(chain.get(where)).expect(201);
    }

    @Test
    void a_partner_created_suspended_is_suspended() {
        Response created =
                Fleet.operator()
                        .post(Given.PARTNERS)
                        .json(Json.with(Given.partner(Fleet.slug()), "status", "suspended"))
                        .send()
                        .expect(201);
        var partner = new Partner(created.data().get("id").asString(), "", null);

        newTenant(partner).expectError(409, "SW_PARTNER_SUSPENDED");
        newPartner(partner).expectError(409, "SW_PARTNER_SUSPENDED");
    }

    @Test
    @Tag("split")
    void a_partner_suspended_while_others_create_lets_nothing_through_afterwards() {
        Partner above = Fleet.partner();
        Partner below = above.below();

        List<Response> answers =
                Together.times(
                        8,
                        n ->
                                n == 3
                                        ? change(above, "status", "suspended").send()
                                        : newTenant(below));

        answers.get(3).expect(200);
        long at = answers.get(3).position();
        answers.stream()
                .filter(r -> r.status() == 201)
                .forEach(r -> assertThat(r.position()).isLessThan(at));
        newTenant(below).expectError(409, "SW_PARTNER_SUSPENDED");
    }

    @Test
    void a_slug_that_is_taken_counts_before_a_suspension_for_partners_too() {
        Partner above = Fleet.partner();
        change(above, "status", "suspended").send().expectChanged();

        above.admin()
                .post(Given.PARTNERS)
                .json(Given.partner(above.slug()))
                .send()
                .expectError(409, "SW_PARTNER_SLUG_TAKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {Given.TENANTS, Given.PARTNERS})
    @Tag("split")
    void of_many_who_want_one_slug_at_once_one_gets_it(String path) {
        String slug = Fleet.slug();
        List<Partner> partners = List.of(Fleet.partner(), Fleet.partner());
        boolean tenants = path.equals(Given.TENANTS);

        List<Response> answers =
                Together.times(
                        8,
                        n ->
                                partners.get(n % 2)
                                        .admin()
                                        .post(path)
                                        .json(
                                                tenants
                                                        ? Given.tenant(slug, null)
                                                        : Given.partner(slug))
                                        .send());

        assertThat(answers.stream().filter(r -> r.status() == 201)).hasSize(1);
        answers.stream()
                .filter(r -> r.status() != 201)
                .forEach(r ->
                        r.expectError(
                                409, tenants ? "SW_TENANT_SLUG_TAKEN" : "SW_PARTNER_SLUG_TAKEN"));
    }

    @ParameterizedTest
    @CsvSource({
        "status, '\"suspended\"'",
        "max_tenants, 3",
        "max_users_per_tenant, 3",
        "max_applications_per_tenant, 3"
    })
    void status_and_limits_are_changed_only_from_above(String field, String value) {
        List<Partner> chain = chain(3);
        Partner own = chain.get(1);
        Object wanted = Json.parse(value);

        change(own.admin(), own, field, wanted)
                .send()
                .expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
        change(chain.get(2).admin(), own, field, wanted)
                .send()
                .expectError(404, "SW_PARTNER_NOT_FOUND");
        change(chain.get(0).admin(), own, field, wanted).send().expectChanged();
        change(own.admin(), chain.get(2), field, wanted).send().expectChanged();
        change(Fleet.operator(), chain.get(0), field, wanted).send().expectChanged();
    }

    @Test
    void a_partner_changes_its_own_name_and_address_and_puts_back_what_it_read() {
        Partner own = Fleet.partner().below();
        change(own, "max_tenants", 3).send().expectChanged();
        Api admin = own.admin();
        ObjectNode read = (ObjectNode) admin.read(own.path()).data();

        admin.put(own.path()).json(read).send().expectUnchanged();
        Response put =
                admin.put(own.path())
                        .json(read.put("name", "Mine").put("contact_email", "me@own.example"))
                        .send()
                        .expectChanged();
        assertThat(put.data()).isEqualTo(read);
    }

    @Test
    void a_limit_left_out_by_who_may_not_change_it_is_a_change_of_it() {
        Partner own = Fleet.partner();
        change(own, "max_tenants", 3).send().expectChanged();

        own.admin()
                .put(own.path())
                .json(Json.object("name", "n", "contact_email", "a@b.example", "status", "active"))
                .send()
                .expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
    }
}
