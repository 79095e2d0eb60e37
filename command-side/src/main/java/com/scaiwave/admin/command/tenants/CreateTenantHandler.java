package com.scaiwave.admin.command.tenants;

import com.scaiwave.admin.command.deciding.Aggregates;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.partners.PartnerAccount;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * The rules: no partner above is suspended, and none gets more tenants than it may. Each of them
 * counts the tenant in its own stream, so that concurrent creations below any of them conflict.
 */
@Component
record CreateTenantHandler(
        Aggregates<TenantAccount.State> tenants, Aggregates<PartnerAccount.State> partners) {

    @CommandHandler
    Decided<TenantCreated> decide(CreateTenant command) {
        TenantCreated tenant = command.tenant();
        command.expected().check(null);
        Map<PartnerId, PartnerAccount.State> above = new LinkedHashMap<>();
        tenant.partners().forEach(p -> above.put(p, partners.load(StreamId.partner(p))));
        if (above.values().stream().anyMatch(PartnerAccount.State::isSuspended)) {
            throw PartnerAccount.suspended();
        }
        if (above.values().stream().anyMatch(PartnerAccount.State::isFull)) {
            throw PartnerAccount.capacity();
        }
        above.forEach((id, partner) ->
                partners.record(StreamId.partner(id), List.of(partner.admit(id, tenant.tenant()))));
        tenants.record(tenant.stream(), List.of(tenant));
        return Decided.created(tenant, tenant.version());
    }
}
