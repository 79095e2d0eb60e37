package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.ReadOnlyFields;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Subject;
import org.jspecify.annotations.NullMarked;

/** Commands of this feature for stories of how any command is written. */
@NullMarked
public final class PartnerCommands {
    private PartnerCommands() {}

    public static Object resource(PartnerAccount.State partner) {
        return PartnersApi.resource(partner);
    }

    /** Gives a partner another name, and as its address that name at a host. */
    public static Object rename(PartnerId partner, String name) {
        return new UpdatePartner(
                partner,
                new PartnerSettings(
                        name,
                        Personal.of(Subject.of(partner), name + "@example.org"),
                        PartnerStatus.ACTIVE,
                        3L,
                        null,
                        null),
                true,
                ReadOnlyFields.NONE,
                ExpectedTags.NONE);
    }
}
