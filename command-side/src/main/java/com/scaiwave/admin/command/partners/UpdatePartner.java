package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.write.Precondition;
import com.scaiwave.admin.command.write.ReadOnly;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.resource.Partner;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Change a partner.
 *
 * @param fromAbove whether the caller may change status and limits
 */
record UpdatePartner(
        PartnerId partner,
        PartnerSettings settings,
        boolean fromAbove,
        ReadOnly<Partner> readOnly,
        Precondition precondition) {
    @TargetAggregateIdentifier
    String stream() {
        return StreamId.partner(partner).value();
    }
}
