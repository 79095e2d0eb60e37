package com.scaiwave.admin.command.partners;

import static com.scaiwave.admin.command.Expectations.ifMatch;
import static com.scaiwave.admin.command.Expectations.refusal;

import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.ReadOnlyFields;
import com.scaiwave.admin.command.deciding.Recorder;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.refusal.ErrorCode;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class PartnerAccountTest {
    private static final PartnerId PARTNER = new PartnerId("prt_1");
    private static final Instant AT = Instant.parse("2026-05-17T10:21:00Z");
    private static final ReadOnlyFields NOTHING_NAMED = ReadOnlyFields.NONE;
    private static final Event[] OF_TWO_TENANTS = {
        created(3L), admitted("tnt_1", 2), admitted("tnt_2", 3)
    };

    private final AggregateTestFixture<PartnerAccount> partner =
            new AggregateTestFixture<>(PartnerAccount.class);

    @BeforeEach
    void inject_the_recorder() {
        partner.registerInjectableResource((Recorder) AggregateLifecycle::apply);
    }

    @Test
    void a_change_tells_the_old_values_beside_the_new_ones() {
        partner.given(created(3L))
                .when(update(settings("Beta", "b@example.org", 5L), true, ifMatch(1)))
                .expectEvents(
                        updated(
                                new Change<>("Alpha", "Beta"),
                                new Change<>(email("a@example.org"), email("b@example.org")),
                                new Change<>(3L, 5L)))
                .expectResultMessagePayload(written("Beta", "b@example.org", 5L, 0, 2));
    }

    @Test
    void writing_the_same_again_records_nothing() {
        partner.given(created(3L))
                .when(update(settings("Alpha", "a@example.org", 3L), false, ifMatch(1)))
                .expectNoEvents()
                .expectResultMessagePayload(written("Alpha", "a@example.org", 3L, 0, 1));
    }

    @Test
    void a_limit_can_be_lifted() {
        partner.given(created(3L))
                .when(update(settings("Alpha", "a@example.org", null), true, ExpectedTags.NONE))
                .expectEvents(updated(null, null, new Change<>(3L, null)));
    }

    @Test
    void each_tenant_of_the_fleet_counts_and_is_a_version() {
        partner.given(created(3L), admitted("tnt_1", 2), admitted("tnt_2", 3))
                .when(update(settings("Alpha", "a@example.org", 2L), true, ifMatch(3)))
                .expectResultMessagePayload(written("Alpha", "a@example.org", 2L, 2, 4));
    }

    @Test
    void a_limit_below_the_count_is_refused() {
        assertRefused(
                ErrorCode.SW_TENANT_CAPACITY,
                update(settings("Alpha", "a@example.org", 1L), true, ExpectedTags.NONE),
                OF_TWO_TENANTS);
    }

    @Test
    void a_stale_precondition_takes_precedence_over_the_capacity() {
        assertRefused(
                ErrorCode.SW_PRECONDITION_FAILED,
                update(settings("Alpha", "a@example.org", 1L), true, ifMatch(1)),
                OF_TWO_TENANTS);
    }

    @Test
    void a_limit_is_changed_only_from_above_which_takes_precedence_over_a_stale_precondition() {
        assertRefused(
                ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION,
                update(settings("Alpha", "a@example.org", 4L), false, ifMatch(9)),
                created(3L));
    }

    @Test
    void the_status_is_changed_only_from_above() {
        PartnerSettings suspended =
                new PartnerSettings(
                        "Alpha", email("a@example.org"), PartnerStatus.SUSPENDED, 3L, null, null);
        assertRefused(
                ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION,
                update(suspended, false, ExpectedTags.NONE),
                created(3L));
    }

    @Test
    void name_and_address_a_partner_changes_itself() {
        partner.given(created(3L))
                .when(update(settings("Beta", "a@example.org", 3L), false, ifMatch(1)))
                .expectEvents(updated(new Change<>("Alpha", "Beta"), null, null));
    }

    @Test
    void read_only_fields_may_be_put_back_as_they_are() {
        partner.given(created(3L))
                .when(update("{\"id\":\"prt_1\",\"slug\":\"alpha\",\"parent_partner_id\":null}"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void a_changed_read_only_field_is_refused_before_a_stale_precondition() {
        assertRefused(ErrorCode.SW_VALIDATION_FAILED, update("{\"slug\":\"beta\"}"), created(3L));
    }

    private void assertRefused(ErrorCode code, UpdatePartner command, Event... before) {
        partner.given((Object[]) before)
                .when(command)
                .expectException(refusal(code))
                .expectNoEvents();
    }

    private static UpdatePartner update(String body) {
        return new UpdatePartner(
                PARTNER,
                settings("Alpha", "a@example.org", 3L),
                true,
                ReadOnlyFields.of(
                        ApiJson.mapper().readTree(body), "id", "slug", "parent_partner_id"),
                body.contains("beta") ? ifMatch(9) : ExpectedTags.NONE);
    }

    private static UpdatePartner update(
            PartnerSettings settings, boolean fromAbove, ExpectedTags expected) {
        return new UpdatePartner(PARTNER, settings, fromAbove, NOTHING_NAMED, expected);
    }

    private static PartnerSettings settings(String name, String email, @Nullable Long maxTenants) {
        return new PartnerSettings(
                name, email(email), PartnerStatus.ACTIVE, maxTenants, null, null);
    }

    private static PartnerCreated created(@Nullable Long maxTenants) {
        return new PartnerCreated(
                PARTNER,
                new Slug("alpha"),
                "Alpha",
                email("a@example.org"),
                PartnerStatus.ACTIVE,
                List.of(),
                maxTenants,
                null,
                null,
                AT,
                1);
    }

    private static PartnerUpdated updated(
            @Nullable Change<String> name,
            @Nullable Change<Personal> email,
            @Nullable Change<Long> maxTenants) {
        return new PartnerUpdated(PARTNER, name, email, null, maxTenants, null, null, 2);
    }

    private static TenantAdmitted admitted(String tenant, long version) {
        return new TenantAdmitted(PARTNER, new TenantId(tenant), version);
    }

    private static Personal email(String value) {
        return Personal.of(Subject.of(PARTNER), value);
    }

    private static Decided<PartnerAccount.State> written(
            String name, String email, @Nullable Long maxTenants, long count, long version) {
        return Decided.of(
                new PartnerAccount.State(
                        StreamId.partner(PARTNER),
                        created(3L),
                        settings(name, email, maxTenants),
                        count,
                        version),
                version,
                StreamId.partner(PARTNER));
    }
}
