package com.scaiwave.admin.web.caller;

import static com.scaiwave.admin.web.refusal.ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_AUTH_TENANT_MISMATCH;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_PARTNER_NOT_FOUND;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_TENANT_NOT_FOUND;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.document.Operation.Access;
import com.scaiwave.admin.web.document.Operation.TenantMode;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's table of principals, over partners top > low and their tenants. */
@NullMarked
class AccessPolicyTest {
    private static final AccessPolicy REACH = new AccessPolicy(directory());

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // role, tenant, partner: admin endpoints, partner endpoints, ingest
                "tenant_admin, tnt_low, -, yes, no, no",
                "tenant_admin, -, -, no, no, no",
                "admin:access, tnt_low, -, yes, no, no",
                "partner_admin, -, prt_top, yes, yes, no",
                "partner_admin, -, prt_nobody, no, no, no",
                "partner_admin, -, -, no, no, no",
                "super_admin, -, -, yes, yes, yes",
                "platform:ingest, -, -, no, no, yes",
                "stranger, tnt_low, prt_top, no, no, no",
            })
    void who_may_call_what(
            String role,
            @Nullable String tenant,
            @Nullable String partner,
            String admin,
            String partners,
            String ingest) {
        Caller caller = caller(role, tenant, partner);

        assertThat(refused(() -> REACH.checkAccess(caller, Access.ADMIN)))
                .isEqualTo(expected(admin));
        assertThat(refused(() -> REACH.checkAccess(caller, Access.PARTNER_ADMIN)))
                .isEqualTo(expected(partners));
        assertThat(refused(() -> REACH.checkAccess(caller, Access.SERVICE)))
                .isEqualTo(expected(ingest));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // role, tenant and partner of the token, the header: the tenant or the refusal
                "tenant_admin, tnt_low, -, -, tnt_low",
                "tenant_admin, tnt_low, -, tnt_low, tnt_low",
                "tenant_admin, tnt_low, -, tnt_top, SW_AUTH_TENANT_MISMATCH",
                "tenant_admin, tnt_low, -, tnt_nobody, SW_AUTH_TENANT_MISMATCH",
                "tenant_admin, tnt_low, -, no id at all, SW_AUTH_TENANT_MISMATCH",
                "tenant_admin, tnt_nobody, -, -, SW_TENANT_NOT_FOUND",
                "partner_admin, -, prt_top, tnt_low, tnt_low",
                "partner_admin, -, prt_top, tnt_top, tnt_top",
                "partner_admin, -, prt_low, tnt_low, tnt_low",
                "partner_admin, -, prt_low, tnt_top, SW_AUTH_TENANT_MISMATCH",
                "partner_admin, -, prt_low, tnt_nobody, SW_AUTH_TENANT_MISMATCH",
                "partner_admin, -, prt_low, -, SW_VALIDATION_FAILED",
                "partner_admin, tnt_low, prt_low, -, tnt_low",
                "partner_admin, tnt_top, prt_low, -, SW_TENANT_NOT_FOUND",
                "partner_admin, tnt_nobody, prt_low, -, SW_TENANT_NOT_FOUND",
                "super_admin, -, -, tnt_top, tnt_top",
                "super_admin, -, -, tnt_nobody, SW_TENANT_NOT_FOUND",
                "super_admin, -, -, -, SW_VALIDATION_FAILED",
                "super_admin, tnt_low, -, -, tnt_low",
                "super_admin, tnt_low, -, tnt_top, tnt_top",
            })
    void which_tenant_a_request_is_about(
            String role,
            @Nullable String tenant,
            @Nullable String partner,
            @Nullable String header,
            String expected) {
        Caller caller = caller(role, tenant, partner);
        Operation operation = operation(TenantMode.ONE);
        String came =
                codeOr(() -> {
                    REACH.checkTenantHeader(caller, header);
                    REACH.checkTenantNamed(caller, operation, header);
                    return REACH.tenants(caller, operation, header)
                                    instanceof TenantSet.One(var found)
                            ? found.id().value()
                            : "none";
                });

        assertThat(came).isEqualTo(expected);
    }

    @Test
    void a_list_without_a_tenant_is_the_whole_fleet_or_everything() {
        Operation list = operation(TenantMode.FLEET);

        assertThat(REACH.tenants(caller("partner_admin", null, "prt_low"), list, null))
                .isEqualTo(new TenantSet.Fleet(new PartnerId("prt_low")));
        assertThat(REACH.tenants(caller("super_admin", null, null), list, null))
                .isEqualTo(new TenantSet.All());
        assertThat(REACH.tenants(caller("tenant_admin", "tnt_low", null), list, null))
                .isInstanceOf(TenantSet.One.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "partner_admin, prt_top, prt_top, -",
                "partner_admin, prt_top, prt_low, -",
                "partner_admin, prt_low, prt_low, -",
                "partner_admin, prt_low, prt_top, SW_PARTNER_NOT_FOUND",
                "partner_admin, prt_low, prt_nobody, SW_PARTNER_NOT_FOUND",
                "super_admin, -, prt_low, -",
                "super_admin, -, prt_nobody, SW_PARTNER_NOT_FOUND",
            })
    void a_partner_out_of_reach_is_answered_as_one_that_does_not_exist(
            String role, @Nullable String own, String asked, @Nullable ErrorCode expected) {
        assertThat(refused(() -> REACH.partner(caller(role, null, own), asked)))
                .isEqualTo(expected);
    }

    @Test
    void a_tenant_out_of_reach_is_answered_as_one_that_does_not_exist() {
        Caller low = caller("partner_admin", null, "prt_low");

        assertThat(refused(() -> REACH.tenant(low, "tnt_top"))).isEqualTo(SW_TENANT_NOT_FOUND);
        assertThat(refused(() -> REACH.tenant(low, "tnt_nobody"))).isEqualTo(SW_TENANT_NOT_FOUND);
        assertThat(REACH.tenant(low, "tnt_low").partners()).hasSize(2);
    }

    @Test
    void these_are_the_codes_that_the_tables_above_name() {
        assertThat(Stream.of(SW_AUTH_TENANT_MISMATCH, SW_PARTNER_NOT_FOUND, SW_VALIDATION_FAILED))
                .extracting(ErrorCode::status)
                .containsExactly(403, 404, 400);
    }

    private static @Nullable ErrorCode expected(String yesOrNo) {
        return yesOrNo.equals("yes") ? null : SW_AUTH_INSUFFICIENT_PERMISSION;
    }

    private static @Nullable ErrorCode refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        return refusal == null ? null : refusal.code();
    }

    private static String codeOr(java.util.function.Supplier<String> call) {
        try {
            return call.get();
        } catch (Refusal refusal) {
            return refusal.code().name();
        }
    }

    private static Caller caller(String role, @Nullable String tenant, @Nullable String partner) {
        boolean permission = role.contains(":");
        return REACH.caller(
                new TokenClaims(
                        "ann",
                        tenant,
                        partner,
                        permission ? List.of() : List.of(role),
                        permission ? List.of(role) : List.of(),
                        ActorType.USER,
                        Instant.MAX));
    }

    private static Operation operation(TenantMode tenant) {
        return new Operation(
                "test",
                "GET",
                List.of("test"),
                Access.ADMIN,
                tenant,
                Map.of(),
                Map.of(),
                0,
                List.of());
    }

    private static Directory directory() {
        EventLog log = TestPostgres.create().log(LogName.ADMINISTRATION);
        Tenants.append(
                log,
                List.of(
                        partner("prt_top"),
                        partner("prt_low", "prt_top"),
                        tenant("tnt_top", "prt_top"),
                        tenant("tnt_low", "prt_top", "prt_low")),
                _ -> Tenants.byAnn(null, List.of(), Instant.EPOCH));
        return new Directory(log);
    }

    private static Event partner(String id, String... ancestors) {
        return new PartnerCreated(
                new PartnerId(id),
                new Slug(id.substring(4)),
                id,
                Personal.of(Subject.of(new PartnerId(id)), "a@example.org"),
                PartnerStatus.ACTIVE,
                partners(ancestors),
                null,
                null,
                null,
                Instant.EPOCH,
                1);
    }

    private static TenantCreated tenant(String id, String... partners) {
        return Tenants.created(
                new TenantId(id), new Slug(id.substring(4)), id, partners(partners), Instant.EPOCH);
    }

    private static List<PartnerId> partners(String... ids) {
        return Stream.of(ids).map(PartnerId::new).toList();
    }
}
