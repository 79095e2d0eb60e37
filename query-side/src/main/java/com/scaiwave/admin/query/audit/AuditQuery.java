package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.edge.Call;

/**
 * A query for the audit entries of some tenants that pass a filter, between two positions.
 *
 * @param after the lower position, exclusive
 * @param upTo the upper position, inclusive
 * @param limit the most entries
 * @param bytes the most bytes of their events in the log; a single event may be larger
 */
public record AuditQuery(
        TenantSet tenants,
        AuditFilter filter,
        long after,
        long upTo,
        boolean ascending,
        int limit,
        int bytes) {

    /** The page that a request asks for. */
    public static AuditQuery page(
            Call call, AuditFilter filter, long after, long upTo, boolean ascending) {
        return new AuditQuery(
                call.tenants(), filter, after, upTo, ascending, Page.limit(call), Page.MOST_BYTES);
    }

    /** Whether an entry belongs to these tenants and passes the filter. */
    boolean lets(AuditEntry entry) {
        boolean reached =
                switch (tenants) {
                    case TenantSet.One(var tenant) -> tenant.id().equals(entry.metadata().tenant());
                    case TenantSet.Fleet(var partner) ->
                            entry.metadata().partners().contains(partner);
                    case TenantSet.All _ -> true;
                };
        return reached && filter.lets(entry);
    }
}
