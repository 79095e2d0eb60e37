package com.scaiwave.admin.command.tenants;

import com.scaiwave.admin.command.partners.PartnerAccount;
import com.scaiwave.admin.command.write.Aggregates;
import com.scaiwave.admin.command.write.Aggregates.Loaded;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.web.resource.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;

/**
 * The rules: no partner above is suspended, and none gets more tenants than it may. Each of them
 * counts the tenant in its own stream, so that a decision about any of them stands on all.
 */
public final class CreateTenantHandler {
    private final Aggregates<TenantAccount> tenants;
    private final Aggregates<PartnerAccount> partners;

    public CreateTenantHandler(
            Aggregates<TenantAccount> tenants, Aggregates<PartnerAccount> partners) {
        this.tenants = tenants;
        this.partners = partners;
    }

    @CommandHandler
    Written<Tenant> decide(CreateTenant command, Recorder recorder) {
        TenantCreated tenant = command.tenant();
        command.precondition().check(null);
        Map<PartnerId, Loaded<PartnerAccount>> above = new LinkedHashMap<>();
        tenant.partners().forEach(p -> above.put(p, partners.load(StreamId.partner(p))));
        if (above.values().stream().anyMatch(p -> p.ask(PartnerAccount::isSuspended))) {
            throw PartnerAccount.suspended();
        }
        if (above.values().stream().anyMatch(p -> p.ask(PartnerAccount::isFull))) {
            throw PartnerAccount.capacity();
        }
        above.forEach((id, partner) -> partner.tell(p -> p.admit(id, tenant.tenant(), recorder)));
        tenants.load(tenant.stream()).tell(t -> t.create(tenant, recorder));
        return Written.created(Tenant.of(tenant), tenant.version());
    }
}
