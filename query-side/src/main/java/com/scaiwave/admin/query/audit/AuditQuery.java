package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.caller.Scope;

/**
 * Which entries are wanted: those of a scope that a filter lets through, between two positions.
 *
 * @param after exclusive
 * @param upTo inclusive
 * @param limit how many at most
 * @param bytes what their events may take in the log; one may be larger
 */
public record AuditQuery(
        Scope scope,
        AuditFilter filter,
        long after,
        long upTo,
        boolean ascending,
        int limit,
        int bytes) {

    /** Whether an entry is within the scope, and the filter lets it through. */
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
