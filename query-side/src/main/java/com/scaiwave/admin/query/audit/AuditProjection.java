package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.audit.AuditEntry.Details;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Page.Sized;
import com.scaiwave.admin.web.caller.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the audit log in SQL: one row an event, never changed. */
@Component
public final class AuditProjection implements Projection {
    private static final String INSERT =
            """
            with new as materialized (
                select position, event_id, tenant, string_to_array(line, ' ') as line, actor_id,
                    actor_type, action, resource_type, resource_id, created_at, ip, user_agent,
                    details, octet_length(details) + 500 as size
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as new(position, event_id,
                    tenant, line, actor_id, actor_type, action, resource_type, resource_id,
                    created_at, ip, user_agent, details)),
            partner as (
                insert into {schema}.partners (partner, line)
                select distinct coalesce(line[cardinality(line)], ''), line from new
                on conflict do nothing)
            insert into {schema}.entries (position, event_id, tenant, line, actor_id, actor_type,
                action, resource_type, resource_id, created_at, ip, user_agent, details, size)
            select position, event_id::uuid, tenant, line, actor_id, actor_type, action,
                resource_type, resource_id, created_at::timestamptz, ip::jsonb, user_agent::jsonb,
                details::jsonb, size
            from new
            """;
    private static final String SELECT =
            """
            select position, event_id, tenant, actor_id, actor_type, action, resource_type,
                resource_id, created_at, ip, user_agent, details, size
            from {schema}.entries where {place} > ? and {place} <= ?
            """;

    /**
     * What is large is not read by PostgreSQL before it is known to be on the page, or the first
     * one behind it.
     */
    private static final String CUT =
            """
            select * from (
                select found.*, sum(size) over (order by position {order} rows unbounded preceding) - size
                        as before,
                    row_number() over (order by position {order}) as nth
                from ({found}) as found) as sized
            where before <= ? or nth <= 2 order by position {order}
            """;

    private static final String FLEET =
            "(select partner from {schema}.partners where line @> array[?]::text[]) as fleet";
    private static final String ALL = "(select partner from {schema}.partners) as fleet";
    private static final String VALUES = "(select distinct unnest(?) as value) as led";

    private final JsonMapper mapper;

    AuditProjection(JsonMapper viewMapper) {
        this.mapper = viewMapper;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public int revision() {
        return 6;
    }

    @Override
    public void project(Tables tables, List<Recorded> events) {
        List<Recorded> audited =
                events.stream().filter(e -> e.event() instanceof AdminEvent).toList();
        if (audited.isEmpty()) {
            return;
        }
        List<AuditEntry> entries = audited.stream().map(AuditProjection::entry).toList();
        tables.write(
                INSERT,
                entries.stream().mapToLong(AuditEntry::position).toArray(),
                texts(entries, e -> e.eventId().toString()),
                texts(entries, AuditEntry::tenant),
                texts(audited, e -> line(e.metadata())),
                texts(entries, AuditEntry::actorId),
                texts(entries, AuditEntry::actorType),
                texts(entries, AuditEntry::action),
                texts(entries, AuditEntry::resourceType),
                texts(entries, AuditEntry::resourceId),
                texts(entries, e -> e.createdAt().toString()),
                texts(entries, e -> json(e.ip())),
                texts(entries, e -> json(e.userAgent())),
                texts(entries, e -> json(e.details())));
    }

    /**
     * A page of the entries between two positions. Those of each tenant or partner, and of each
     * value that is asked for, come from an index, in their order and no more than are asked for:
     * however many there are, a page costs what is on it.
     *
     * @param after exclusive
     * @param upTo inclusive
     * @param bytes how large it may get; one entry may be larger
     */
    public Page<AuditEntry> page(
            JdbcClient sql,
            Scope scope,
            AuditFilter filter,
            long after,
            long upTo,
            boolean ascending,
            int limit,
            int bytes) {
        int most = limit + 1;
        Map<String, List<String>> filters = filter.byColumn();
        String led = filters.keySet().stream().findFirst().orElse(null);
        List<String> branches = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        // A part of the entries is never to be looked for in the primary key, which has all of
        // them.
        String place = scope instanceof Scope.All && led == null ? "position" : "place";
        StringBuilder entries = new StringBuilder(SELECT.replace("{place}", place));
        List<Object> wanted = new ArrayList<>(List.of(after, upTo));
        switch (scope) {
            case Scope.One(var tenant) -> {
                entries.append(" and tenant = ?");
                wanted.add(tenant.id().value());
            }
            case Scope.Fleet(PartnerId partner) -> {
                branches.add(FLEET);
                parameters.add(partner.value());
                entries.append(" and partner = fleet.partner");
            }
            case Scope.All _ when led != null -> {
                branches.add(ALL);
                entries.append(" and partner = fleet.partner");
            }
            case Scope.All _ -> {}
        }
        filters.forEach((column, values) -> {
            String[] texts = values.toArray(String[]::new);
            if (column.equals(led)) {
                branches.add(VALUES);
                parameters.add(texts);
                entries.append(" and ").append(column).append(" = led.value");
            } else {
                entries.append(" and ").append(column).append(" = any (?)");
                wanted.add(texts);
            }
        });
        String order = ascending ? "asc" : "desc";
        String end = " " + order + " limit ?";
        entries.append(" order by ").append(place).append(end);
        wanted.add(most);
        parameters.addAll(wanted);
        String statement = entries.toString();
        if (!branches.isEmpty()) {
            branches.add("lateral (" + statement + ") as found");
            statement =
                    "select found.* from "
                            + String.join(" cross join ", branches)
                            + " order by position"
                            + end;
            parameters.add(most);
        }
        parameters.add(bytes);
        try (Stream<Sized<AuditEntry>> found =
                sql
                        .sql(CUT.replace("{order}", order).replace("{found}", statement))
                        .params(parameters)
                        .query((row, _) -> new Sized<>(read(row), row.getInt("size")))
                        .stream()) {
            return Page.of(found.iterator(), limit, bytes);
        }
    }

    private static AuditEntry entry(Recorded recorded) {
        AuditLine line = AuditLines.of((AdminEvent) recorded.event());
        EventMetadata metadata = recorded.metadata();
        Instant occurred = metadata.occurredAt();
        return new AuditEntry(
                recorded.position(),
                recorded.id(),
                metadata.tenant() == null ? null : metadata.tenant().value(),
                metadata.actorId(),
                metadata.actorType().json(),
                line.action(),
                line.resourceType(),
                line.resourceId(),
                recorded.recordedAt(),
                metadata.ip(),
                metadata.userAgent(),
                new Details(
                        metadata.requestId(),
                        line.version() == null ? recorded.sequence() + 1 : line.version(),
                        line.changes(),
                        occurred.equals(recorded.recordedAt()) ? null : occurred,
                        metadata.actingPartner() == null ? null : metadata.actingPartner().value(),
                        line.facts(),
                        line.personal(),
                        line.data()));
    }

    private AuditEntry read(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getString("tenant"),
                row.getString("actor_id"),
                row.getString("actor_type"),
                row.getString("action"),
                row.getString("resource_type"),
                row.getString("resource_id"),
                row.getObject("created_at", Timestamp.class).toInstant(),
                personal(row.getString("ip")),
                personal(row.getString("user_agent")),
                mapper.readValue(row.getString("details"), Details.class));
    }

    private @Nullable Personal personal(@Nullable String json) {
        return json == null ? null : mapper.readValue(json, Personal.class);
    }

    private @Nullable String json(@Nullable Object value) {
        return value == null ? null : mapper.writeValueAsString(value);
    }

    private static String line(EventMetadata metadata) {
        return String.join(" ", metadata.partners().stream().map(PartnerId::value).toList());
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text.apply(rows.get(i));
        }
        return texts;
    }
}
