package com.scaiwave.admin.command.tenants;

import com.scaiwave.admin.command.deciding.Claiming;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import java.util.List;

/**
 * Create a tenant.
 *
 * @param tenant as it will be; nothing of it is decided here but whether it may exist
 */
public record CreateTenant(TenantCreated tenant, ExpectedTags expected) implements Claiming {
    @Override
    public List<Claim> claims() {
        return tenant.claims();
    }
}
