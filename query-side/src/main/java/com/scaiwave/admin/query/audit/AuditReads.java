package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.EventType.UnknownEventType;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.read.Reads.At;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.limits.Bulkhead;
import com.scaiwave.admin.web.limits.Bulkhead.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Reads pages of the audit log. The index yields the positions on a page; the entries are made from
 * their events.
 */
@Component
public final class AuditReads {
    private static final int PAGES = 6;
    private static final int PAGES_EACH = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Reads reads;
    private final AuditProjection index;
    private final EventLog log;

    /** Limits concurrent pages, so that connections are left for head look-ups and followers. */
    private final Bulkhead pages = new Bulkhead("pages of the audit log", PAGES, PAGES_EACH);

    public AuditReads(
            Reads reads, AuditProjection index, @Qualifier("queryAdministrationLog") EventLog log) {
        this.reads = reads;
        this.index = index;
        this.log = log;
    }

    /** A page as of now or later. */
    public Page<AuditEntry> now(AuditQuery query) {
        List<Long> found =
                reads.now(index, query.tenants(), sql -> AuditIndex.positions(sql, query));
        Duration left = Deadline.left();
        try (Lease _ =
                pages.take(
                        query.tenants().toString(),
                        1,
                        left.compareTo(PATIENCE) < 0 ? left : PATIENCE)) {
            return page(query, found);
        }
    }

    /** A page of the entries that the index has already, with its place in the log. */
    public At<Page<AuditEntry>> asItIs(AuditQuery query) {
        At<List<Long>> found =
                reads.asItIs(index, query.tenants(), sql -> AuditIndex.positions(sql, query));
        return new At<>(page(query, found.value()), found.reached(), found.schema());
    }

    private Page<AuditEntry> page(AuditQuery query, List<Long> found) {
        List<Long> wanted = found.subList(0, Math.min(query.limit(), found.size()));
        List<AuditEntry> entries = entries(query, wanted);
        return new Page<>(entries, entries.size() < found.size());
    }

    /**
     * The entries at the given positions, as many as fit. Each is checked against the query: an
     * index of a history that the log has lost could show a tenant the events of another one.
     */
    private List<AuditEntry> entries(AuditQuery query, List<Long> positions) {
        List<AuditEntry> entries = new ArrayList<>();
        for (StoredEvent recorded : events(query, positions)) {
            if (!(recorded.event() instanceof AdminEvent)) {
                throw Reads.lagging();
            }
            AuditEntry entry = AuditEntry.of(recorded);
            if (!query.lets(entry)) {
                throw Reads.lagging();
            }
            entries.add(entry);
        }
        return entries;
    }

    /** The events; refused if the index has events that the log has lost, or of a newer version. */
    private List<StoredEvent> events(AuditQuery query, List<Long> positions) {
        try {
            return log.readPositions(positions, query.bytes());
        } catch (LogForked | UnknownEventType e) {
            throw Reads.lagging();
        }
    }
}
