package com.scaiwave.admin.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventDigest;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No entry outside a query's tenants and filter is shown, whatever the index says. */
@NullMarked
class AuditQueryTest {
    private static final List<String> ANY = List.of();
    private static final AuditFilter ALL = AuditFilter.ofActions(ANY);
    private static final TenantId TENANT = new TenantId("tnt_1");

    @Test
    void a_tenant_has_its_own_entries() {
        assertThat(lets(tenant("tnt_1"), ALL, entry(TENANT, "r1"))).isTrue();
        assertThat(lets(tenant("tnt_2"), ALL, entry(TENANT, "r1"))).isFalse();
        assertThat(lets(tenant("tnt_1"), ALL, entry(null, "r1"))).isFalse();
    }

    @Test
    void a_partner_has_those_of_its_fleet_and_an_operator_has_all() {
        assertThat(lets(new TenantSet.Fleet(new PartnerId("prt_top")), ALL, entry(TENANT, "r1")))
                .isTrue();
        assertThat(lets(new TenantSet.Fleet(new PartnerId("prt_low")), ALL, entry(TENANT, "r1")))
                .isTrue();
        assertThat(lets(new TenantSet.Fleet(new PartnerId("prt_other")), ALL, entry(TENANT, "r1")))
                .isFalse();
        assertThat(lets(new TenantSet.All(), ALL, entry(null, "r1"))).isTrue();
    }

    @Test
    void each_field_has_one_of_the_wanted_values() {
        assertFilter(new AuditFilter(List.of("x.y", "call.started"), ANY, ANY, ANY), true);
        assertFilter(new AuditFilter(List.of("call.ended"), ANY, ANY, ANY), false);
        assertFilter(new AuditFilter(ANY, List.of("ann"), ANY, ANY), true);
        assertFilter(new AuditFilter(ANY, List.of("bob"), ANY, ANY), false);
        assertFilter(new AuditFilter(ANY, ANY, List.of("call"), ANY), true);
        assertFilter(new AuditFilter(ANY, ANY, List.of("room"), ANY), false);
        assertFilter(new AuditFilter(ANY, ANY, ANY, List.of("r1", "r2")), true);
        assertFilter(new AuditFilter(ANY, ANY, ANY, List.of("r2")), false);
        assertThat(
                        lets(
                                new TenantSet.All(),
                                new AuditFilter(ANY, ANY, ANY, List.of("r2")),
                                entry(TENANT, null)))
                .isFalse();
    }

    private static void assertFilter(AuditFilter filter, boolean lets) {
        assertThat(lets(new TenantSet.All(), filter, entry(TENANT, "r1"))).isEqualTo(lets);
    }

    private static boolean lets(TenantSet tenants, AuditFilter filter, AuditEntry entry) {
        return new AuditQuery(tenants, filter, 0, 1, true, 1, 1).lets(entry);
    }

    private static TenantSet tenant(String id) {
        return new TenantSet.One(new Directory.Tenant(new TenantId(id), List.of()));
    }

    private static AuditEntry entry(@Nullable TenantId tenant, @Nullable String resource) {
        PlatformReported event =
                new PlatformReported(
                        TENANT, new Origin("//platform", "e1"), "call.started", resource, null);
        return AuditEntry.of(
                new StoredEvent(
                        1,
                        new UUID(0, 1),
                        event.stream(),
                        0,
                        event,
                        Tenants.byAnn(
                                tenant,
                                List.of(new PartnerId("prt_top"), new PartnerId("prt_low")),
                                Instant.EPOCH),
                        Instant.EPOCH,
                        0,
                        new EventDigest("test", 1, "", "")));
    }
}
