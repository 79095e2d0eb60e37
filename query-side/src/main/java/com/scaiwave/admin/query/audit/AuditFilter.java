package com.scaiwave.admin.query.audit;

import java.util.List;

/** Which entries are wanted: any of the values of each field; all where there are none. */
public record AuditFilter(
        List<String> actions,
        List<String> actors,
        List<String> resourceTypes,
        List<String> resourceIds) {
    public AuditFilter {
        actions = List.copyOf(actions);
        actors = List.copyOf(actors);
        resourceTypes = List.copyOf(resourceTypes);
        resourceIds = List.copyOf(resourceIds);
    }

    /** Entries of some actions, whoever and whatever they are about. */
    public static AuditFilter ofActions(List<String> actions) {
        return new AuditFilter(actions, List.of(), List.of(), List.of());
    }
}
