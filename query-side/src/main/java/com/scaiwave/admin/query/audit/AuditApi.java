package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.Listing;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record AuditApi(
        Cursors cursors,
        AuditReads audit,
        @Qualifier("queryAdministrationLog") EventLog log,
        Bookmarks bookmarks) {

    @GetMapping("/v1/admin/audit")
    ResponseEntity<byte[]> list(Call call) {
        boolean ascending = "asc".equals(call.parameter("order"));
        Checkpoint place = place(call);
        AuditFilter filter =
                new AuditFilter(
                        call.parameters("action"),
                        call.parameters("actor_id"),
                        call.parameters("resource_type"),
                        call.parameters("resource_id"));
        long after = before(call, "since", 0);
        long upTo = before(call, "until", Long.MAX_VALUE);
        Checkpoint from =
                ascending && place != null && place.position() > after
                        ? place
                        : new Checkpoint(after, null);
        long to = !ascending && place != null ? Math.min(upTo, place.position() - 1) : upTo;
        AuditQuery query = AuditQuery.page(call, filter, from.position(), to, ascending);
        return Listing.answer(
                call,
                () -> audit.now(query),
                AuditEntry::shown,
                page -> Meta.page(next(call, page, ascending, from), null));
    }

    /** The place in the request's cursor; null if it has none. */
    private @Nullable Checkpoint place(Call call) {
        String text = cursors.place(call);
        if (text == null) {
            return null;
        }
        Checkpoint place = Bookmarks.parse(text).orElseThrow(Cursors::forged);
        bookmarks.check(place);
        return place;
    }

    /**
     * The next cursor; a client that reads in ascending order gets one even at the end, to continue
     * when there are new entries.
     */
    private @Nullable String next(
            Call call, Page<AuditEntry> page, boolean ascending, Checkpoint from) {
        if (!ascending) {
            return page.next(call, cursors, e -> Bookmarks.text(e.checkpoint()));
        }
        Checkpoint last =
                page.entries().isEmpty()
                        ? from.event() == null ? bookmarks.at(from.position()) : from
                        : page.entries().getLast().checkpoint();
        return cursors.after(call, Bookmarks.text(last));
    }

    /** The last position before an instant that a parameter names. */
    private long before(Call call, String parameter, long absent) {
        String value = call.parameter(parameter);
        if (value == null) {
            return absent;
        }
        try {
            Instant instant = OffsetDateTime.parse(value).toInstant();
            return log.positionAt(instant.minusNanos(1));
        } catch (DateTimeException e) {
            throw Refusal.invalid(parameter, "is no RFC 3339 instant");
        }
    }
}
