package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.deciding.Claiming;
import com.scaiwave.admin.command.deciding.ExpectedTags;
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
        ExpectedTags expected)
        implements Claiming {
    public CreatePartner {
        ancestors = List.copyOf(ancestors);
    }

    @Override
    public List<Claim> claims() {
        return List.of(Claim.partnerSlug(slug, partner));
    }
}
