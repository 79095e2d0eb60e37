package com.scaiwave.admin.query.events;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.query.audit.AuditQuery;
import com.scaiwave.admin.query.audit.AuditReads;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.edge.Call;
import org.springframework.stereotype.Component;

/** Reads the events of a stream. */
@Component
record EventReads(Reads reads, AuditReads audit, Bookmarks bookmarks) {

    /** The last event of the log, at least as new as the call. */
    Checkpoint head() {
        return reads.head(LogName.ADMINISTRATION);
    }

    /** A place with the event that stands there, by which it is checked later. */
    Checkpoint named(Checkpoint place) {
        return place.event() == null ? bookmarks.at(place.position()) : place;
    }

    /** Whether it is known without a query that there is nothing new. */
    boolean isQuiet(Call call, Checkpoint after, Checkpoint head) {
        return head.position() <= after.position()
                || (call.tenants() instanceof TenantSet.One(var tenant)
                        && reads.isQuiet(tenant.id(), after.position()));
    }

    /** Checks that the log was not replaced: a stream without new events would not notice it. */
    void checkStands(Checkpoint place) {
        bookmarks.check(place);
    }

    /** Reads, and then checks the place: no event is sent after a place that the log has lost. */
    Page<AuditEntry> after(Checkpoint place, AuditQuery query) {
        Page<AuditEntry> page = audit.asItIs(query);
        if (!page.entries().isEmpty()) {
            bookmarks.check(place);
        }
        return page;
    }
}
