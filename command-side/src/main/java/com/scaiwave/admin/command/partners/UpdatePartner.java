package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.ReadOnlyFields;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
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
        ReadOnlyFields readOnly,
        ExpectedTags expected) {
    @TargetAggregateIdentifier
    String stream() {
        return StreamId.partner(partner).value();
    }
}
