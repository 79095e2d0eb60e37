package com.scaiwave.admin.command.promptstudio;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Replace who may use the prompt studio; roles and groups are sets, sorted. */
record ReplacePromptStudio(
        TenantId tenant,
        boolean enabled,
        List<String> roles,
        List<String> groups,
        ExpectedTags expected) {
    ReplacePromptStudio {
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
    }

    @TargetAggregateIdentifier
    String stream() {
        return StreamId.promptStudio(tenant).value();
    }
}
