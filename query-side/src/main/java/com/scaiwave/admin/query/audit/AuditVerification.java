package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.EventType.UnknownEventType;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.EventRow;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.views.AuditEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

/**
 * Compares the index of the audit log with the log: each administrative event has one row, which
 * says what the event says, and there are no others.
 */
public final class AuditVerification {
    private static final int PAGE = 1_000;
    private static final int MOST = 1_000;
    private static final String LIVE =
            """
            select g.schema, c.position
            from readmodel.live l
            join readmodel.generations g using (projection, generation)
            join readmodel.checkpoints c using (projection, generation)
            where l.projection = 'audit' and c.log = 'ADMINISTRATION'
            """;
    private static final String ROWS =
            """
            select position, tenant, partner, action, actor_id, resource_type, resource_id
            from {schema}.entries where position > ? and position <= ? order by position
            """;

    private final EventLog log;
    private final JdbcClient sql;

    /**
     * A verification.
     *
     * @param projector connects as the role that owns the read model, which sees all rows
     */
    public AuditVerification(EventLog log, DataSource projector) {
        this.log = log;
        this.sql = JdbcClient.create(projector);
    }

    /** What an index row says. */
    private record Row(
            @Nullable String tenant,
            String partner,
            String action,
            String actor,
            String resourceType,
            @Nullable String resource) {
        static Row of(AuditEntry entry) {
            EventMetadata metadata = entry.metadata();
            return new Row(
                    entry.tenant(),
                    metadata.partners().isEmpty() ? "" : metadata.partners().getLast().value(),
                    entry.line().action(),
                    metadata.actorId(),
                    entry.line().resourceType(),
                    entry.line().resourceId());
        }
    }

    private record Live(String schema, long position) {}

    /**
     * The positions at which index and log differ, at most a thousand.
     *
     * @param progress receives the positions that have been compared
     */
    public List<Long> differences(LongConsumer progress) {
        Optional<Live> live =
                sql.sql(LIVE)
                        .query((row, _) ->
                                new Live(row.getString("schema"), row.getLong("position")))
                        .optional();
        List<Long> different = new ArrayList<>();
        long from = Long.MIN_VALUE / 2;
        while (live.isPresent() && different.size() < MOST) {
            List<EventRow> rows = log.rowsAfter(from, PAGE);
            long to = rows.isEmpty() ? Long.MAX_VALUE : rows.getLast().position();
            Map<Long, Row> entries = entries(live.get().schema(), from, to);
            for (EventRow row : rows) {
                Row found = entries.remove(row.position());
                if (row.position() <= live.get().position() && !says(found, row)) {
                    different.add(row.position());
                }
            }
            entries.keySet().stream()
                    .filter(p -> log.idAt(p).isEmpty() || p <= live.get().position())
                    .forEach(different::add);
            progress.accept(Math.min(to, live.get().position()));
            if (rows.isEmpty()) {
                break;
            }
            from = to;
        }
        return different.stream().sorted().limit(MOST).toList();
    }

    /**
     * Whether the row of the index matches the event; an event that can't be decoded never matches.
     */
    private boolean says(@Nullable Row found, EventRow row) {
        try {
            StoredEvent event = log.decode(row);
            return Objects.equals(
                    found,
                    event.event() instanceof AdminEvent ? Row.of(AuditEntry.of(event)) : null);
        } catch (JacksonException | IllegalArgumentException | UnknownEventType e) {
            return false;
        }
    }

    private Map<Long, Row> entries(String schema, long from, long to) {
        Map<Long, Row> entries = new HashMap<>();
        sql.sql(ROWS.replace("{schema}", schema))
                .params(from, to)
                .query(row -> {
                    entries.put(
                            row.getLong("position"),
                            new Row(
                                    row.getString("tenant"),
                                    row.getString("partner"),
                                    row.getString("action"),
                                    row.getString("actor_id"),
                                    row.getString("resource_type"),
                                    row.getString("resource_id")));
                });
        return entries;
    }
}
