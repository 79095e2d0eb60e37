package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.deciding.Aggregates;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** The rule: nothing new below a suspended partner, at any depth. */
@Component
record CreatePartnerHandler(Aggregates<PartnerAccount.State> partners) {

    @CommandHandler
    Decided<PartnerAccount.State> decide(CreatePartner command) {
        command.expected().check(null);
        if (command.ancestors().stream()
                .map(p -> partners.load(StreamId.partner(p)))
                .anyMatch(PartnerAccount.State::isSuspended)) {
            throw PartnerAccount.suspended();
        }
        PartnerAccount.State created =
                partners.record(
                        StreamId.partner(command.partner()),
                        List.of(PartnerAccount.State.create(command)));
        return Decided.created(created, created.version());
    }
}
