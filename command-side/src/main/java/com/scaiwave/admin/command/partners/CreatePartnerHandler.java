package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.write.Aggregates;
import com.scaiwave.admin.command.write.Aggregates.Loaded;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.resource.Partner;
import org.axonframework.commandhandling.CommandHandler;

/** The rule: nothing new below a suspended partner, at any depth. */
public final class CreatePartnerHandler {
    private final Aggregates<PartnerAccount> partners;

    public CreatePartnerHandler(Aggregates<PartnerAccount> partners) {
        this.partners = partners;
    }

    @CommandHandler
    Written<Partner> decide(CreatePartner command, Recorder recorder) {
        command.precondition().check(null);
        if (command.ancestors().stream()
                .map(p -> partners.load(StreamId.partner(p)))
                .anyMatch(p -> p.ask(PartnerAccount::isSuspended))) {
            throw PartnerAccount.suspended();
        }
        Loaded<PartnerAccount> partner = partners.load(StreamId.partner(command.partner()));
        partner.tell(p -> p.create(command, recorder));
        return Written.created(partner.ask(PartnerAccount::resource), 1);
    }
}
