package com.scaiwave.admin.command.tenants;

import com.scaiwave.admin.command.Told;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Tenants;
import java.time.Instant;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TenantAccountTest {
    private static final TenantCreated CREATED =
            Tenants.created(
                    new TenantId("tnt_new"),
                    new Slug("new"),
                    "New",
                    List.of(new PartnerId("prt_top")),
                    Instant.EPOCH);

    private final AggregateTestFixture<TenantAccount> tenant =
            Told.fixture(TenantAccount.class, TenantAccount::new);

    @Test
    void a_tenant_begins_with_all_that_it_will_ever_be() {
        tenant.givenNoPriorActivity()
                .when(
                        new Told<TenantAccount>(
                                CREATED.stream(), (_, recorder) -> recorder.record(CREATED)))
                .expectEvents(CREATED);
    }
}
