package com.scaiwave.admin.query.events;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.query.audit.AuditQuery;
import com.scaiwave.admin.query.audit.AuditReads;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.read.Reads.At;
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

    /** A number that changes when the log proves to be replaced by one that lost events. */
    int history() {
        return reads.history();
    }

    /** Whether it is known without a query that there is nothing new after a position. */
    boolean isQuiet(Call call, long after, Checkpoint head) {
        return head.position() <= after
                || (call.tenants() instanceof TenantSet.One(var tenant)
                        && reads.isQuiet(tenant.id(), after));
    }

    /** Checks that the log was not replaced: a stream without new events would not notice it. */
    void checkStands(Checkpoint place) {
        bookmarks.check(place);
    }

    /** Reads, and then checks the place: no event is sent after a place that the log has lost. */
    At<Page<AuditEntry>> after(Checkpoint place, AuditQuery query) {
        At<Page<AuditEntry>> page = audit.asItIs(query);
        if (!page.value().entries().isEmpty()) {
            bookmarks.check(place);
        }
        return page;
    }

    /**
     * Up to where a read that began after this head has found everything: as far as the index had
     * come. Nothing is certain if the log has lost what the index had come to.
     */
    long certain(At<?> read, Checkpoint head) {
        Checkpoint index = read.reached();
        return index.equals(head) || (index.event() != null && bookmarks.stands(index))
                ? Math.min(index.position(), head.position())
                : 0;
    }
}
