package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.write.Claiming;
import com.scaiwave.admin.command.write.Precondition;
import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Slug;
import java.time.Instant;
import java.util.List;

/**
 * Create a partner.
 *
 * @param ancestors the partners above it, from the top
 */
public record CreatePartner(
        PartnerId partner,
        Slug slug,
        List<PartnerId> ancestors,
        PartnerSettings settings,
        Instant at,
        Precondition precondition)
        implements Claiming {
    public CreatePartner {
        ancestors = List.copyOf(ancestors);
    }

    @Override
    public List<Claim> claims() {
        return List.of(Claim.partnerSlug(slug, partner));
    }
}
