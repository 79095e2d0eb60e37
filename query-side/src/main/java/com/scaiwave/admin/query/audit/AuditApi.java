package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditApi {
    private final Reads reads;
    private final Cursors cursors;
    private final AuditProjection projection;
    private final EventLog log;

    AuditApi(
            Reads reads,
            Cursors cursors,
            AuditProjection projection,
            @Qualifier("queryAdministrationLog") EventLog log) {
        this.reads = reads;
        this.cursors = cursors;
        this.projection = projection;
        this.log = log;
    }

    @GetMapping("/v1/admin/audit")
    ResponseEntity<byte[]> list(Call call) {
        boolean ascending = "asc".equals(call.parameter("order"));
        String place = cursors.place(call);
        int limit = Page.limit(call);
        AuditFilter filter =
                new AuditFilter(
                        call.parameters("action"),
                        call.parameters("actor_id"),
                        call.parameters("resource_type"),
                        call.parameters("resource_id"));
        long after = before(call, "since", 0);
        long upTo = before(call, "until", Long.MAX_VALUE);
        long from = ascending && place != null ? Math.max(after, Long.parseLong(place)) : after;
        long to = !ascending && place != null ? Math.min(upTo, Long.parseLong(place) - 1) : upTo;
        Page<AuditEntry> page =
                Page.of(
                        reads.now(
                                projection,
                                call.scope(),
                                sql ->
                                        projection.list(
                                                sql,
                                                call.scope(),
                                                filter,
                                                from,
                                                to,
                                                ascending,
                                                limit + 1)),
                        limit);
        return Answers.list(
                page.entries().stream().map(AuditEntry::shown).toList(),
                Meta.page(next(call, page, ascending, from), null));
    }

    /** Who reads upwards gets a cursor even at the end, to go on from when there is more. */
    private @Nullable String next(Call call, Page<AuditEntry> page, boolean ascending, long from) {
        List<AuditEntry> entries = page.entries();
        if (!ascending) {
            return page.next(call, cursors, e -> Long.toString(e.position()));
        }
        return cursors.after(
                call, Long.toString(entries.isEmpty() ? from : entries.getLast().position()));
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
