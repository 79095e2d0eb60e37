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
import com.scaiwave.admin.web.refusal.Refusal;
import org.jspecify.annotations.Nullable;
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

    /** Whether it is known without a query that there is nothing new after a position. */
    boolean isQuiet(Call call, long after, Checkpoint head) {
        return head.position() <= after
                || (call.tenants() instanceof TenantSet.One(var tenant)
                        && reads.isQuiet(tenant.id(), after));
    }

    /**
     * The place, if the log still has the event up to which all was searched; otherwise that of the
     * last event, from which to search again.
     *
     * @throws Refusal 410 if the log has lost that one as well
     */
    StreamPlace standing(StreamPlace place) {
        if (bookmarks.stands(place.searched())) {
            return place;
        }
        bookmarks.check(place.last());
        return StreamPlace.at(place.last());
    }

    /** The events that the index has already, with its place in the log. */
    At<Page<AuditEntry>> find(AuditQuery query) {
        return audit.asItIs(query);
    }

    /**
     * The place up to which a search that began with this head has found everything: it ends where
     * the index did. Null if the index has events that the log has lost: what it found is void.
     */
    @Nullable Checkpoint searched(At<?> found, Checkpoint head) {
        Checkpoint index = found.reached();
        if (!index.equals(head) && !bookmarks.stands(index)) {
            return null;
        }
        return index.position() < head.position() ? index : head;
    }
}
