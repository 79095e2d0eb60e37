package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.views.AuditEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filter of audit entries: each field must have one of its values; an empty list accepts all. */
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

    /** A filter by actions alone. */
    public static AuditFilter ofActions(List<String> actions) {
        return new AuditFilter(actions, List.of(), List.of(), List.of());
    }

    /** The wanted values of each column that is filtered, the most selective column first. */
    Map<String, List<String>> byColumn() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("resource_id", resourceIds);
        columns.put("actor_id", actors);
        columns.put("action", actions);
        columns.put("resource_type", resourceTypes);
        columns.values().removeIf(List::isEmpty);
        return columns;
    }

    boolean lets(AuditEntry entry) {
        return lets(actions, entry.line().action())
                && lets(actors, entry.metadata().actorId())
                && lets(resourceTypes, entry.line().resourceType())
                && lets(resourceIds, entry.line().resourceId());
    }

    private static boolean lets(List<String> wanted, @Nullable String value) {
        return wanted.isEmpty() || (value != null && wanted.contains(value));
    }
}
