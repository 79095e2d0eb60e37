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
import java.util.List;
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

    /**
     * The events after a place that the index has already, up to a head. Place and index are
     * checked after the read: a log that was replaced meanwhile has other events at these
     * positions.
     *
     * @throws Refusal 410 if the log has lost the place, 503 if the index is of a history that it
     *     has lost
     */
    Found find(StreamPlace place, Checkpoint head, AuditQuery query) {
        At<Page<AuditEntry>> read = audit.asItIs(query);
        StreamPlace standing = standing(place);
        return standing.equals(place)
                ? new Found(place, read.value(), searched(read.reached(), head))
                : new Found(standing, new Page<>(List.of(), true), standing.searched());
    }

    /** Up to where a read that began with this head has found everything. */
    Checkpoint searched(Checkpoint index, Checkpoint head) {
        if (!index.equals(head) && !bookmarks.stands(index)) {
            throw Reads.lagging();
        }
        return index.position() < head.position() ? index : head;
    }

    /**
     * What was found after a place.
     *
     * @param from the place, or the one from which to search again
     * @param end the place up to which it was searched, if there are no more
     */
    record Found(StreamPlace from, Page<AuditEntry> page, Checkpoint end) {}
}
