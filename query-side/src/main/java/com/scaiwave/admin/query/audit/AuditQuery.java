package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.caller.Scope;

/**
 * A query for the audit entries of a scope that pass a filter, between two positions.
 *
 * @param after the lower position, exclusive
 * @param upTo the upper position, inclusive
 * @param limit the most entries
 * @param bytes the most bytes of their events in the log; a single event may be larger
 */
public record AuditQuery(
        Scope scope,
        AuditFilter filter,
        long after,
        long upTo,
        boolean ascending,
        int limit,
        int bytes) {

    /** Whether an entry is within the scope and passes the filter. */
    boolean lets(AuditEntry entry) {
        boolean inScope =
                switch (scope) {
                    case Scope.One(var tenant) -> tenant.id().equals(entry.metadata().tenant());
                    case Scope.Fleet(var partner) -> entry.metadata().partners().contains(partner);
                    case Scope.All _ -> true;
                };
        return inScope && filter.lets(entry);
    }
}
