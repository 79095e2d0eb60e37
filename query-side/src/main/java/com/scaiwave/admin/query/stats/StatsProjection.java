package com.scaiwave.admin.query.stats;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.MeteringEvent.AiUsed;
import com.scaiwave.admin.events.MeteringEvent.StorageChanged;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Projection;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts what the platform tells: rooms, people, use of models, storage. Sums end at what 64 bits
 * hold, so that no number that a service sends can stop the projection.
 */
@Component
final class StatsProjection implements Projection {
    private static final String UNKNOWN_TYPE = "unknown";
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);
    private static final String ROOM =
            """
            insert into {schema}.rooms (tenant, room, type, state) values (?, ?, ?, ?)
            on conflict (tenant, room) do update set state = excluded.state,
                type = case when excluded.type = 'unknown' then rooms.type else excluded.type end
            """;
    private static final String MEMBER =
            """
            insert into {schema}.members (tenant, id, type, ours) values (?, ?, ?, ?)
            on conflict (tenant, id) do update set type = excluded.type, ours = excluded.ours
                where not members.ours
            """;
    private static final String LEFT =
            "delete from {schema}.members where tenant = ? and id = ? and not ours";
    private static final String USAGE =
            """
            insert into {schema}.usage (tenant, month, model, requests, input_tokens, output_tokens)
            values (?, ?, ?, ?, ?, ?)
            on conflict (tenant, month, model) do update set
                requests = least(usage.requests::numeric + excluded.requests, 9223372036854775807),
                input_tokens =
                    least(usage.input_tokens::numeric + excluded.input_tokens, 9223372036854775807),
                output_tokens =
                    least(usage.output_tokens::numeric + excluded.output_tokens, 9223372036854775807)
            """;
    private static final String STORAGE =
            """
            insert into {schema}.storage (tenant, bytes) values (?, ?)
            on conflict (tenant) do update set bytes = greatest(-9223372036854775807,
                least(storage.bytes::numeric + excluded.bytes, 9223372036854775807))
            """;
    private static final String LIMITS =
            "insert into {schema}.limits (tenant, tokens, bytes) values (?, ?, ?)";

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public Set<LogName> logs() {
        return Set.of(LogName.ADMINISTRATION, LogName.METERING);
    }

    @Override
    public void project(JdbcClient sql, List<Recorded> events) {
        events.forEach(e -> project(sql, e.event()));
    }

    private static void project(JdbcClient sql, Event event) {
        switch (event) {
            case RoomReported e -> room(sql, e);
            case PersonJoined e ->
                    member(sql, e.tenant().value(), e.participant().value(), e.type(), false);
            case PersonLeft e ->
                    sql.sql(LEFT).params(e.tenant().value(), e.participant().value()).update();
            case ParticipantCreated e ->
                    member(
                            sql,
                            e.tenant().value(),
                            e.participant().value(),
                            ParticipantType.MODEL,
                            true);
            case AiUsed e ->
                    sql.sql(USAGE)
                            .params(
                                    e.tenant().value(),
                                    MONTH.format(e.time()),
                                    e.model(),
                                    e.requests(),
                                    e.inputTokens(),
                                    e.outputTokens())
                            .update();
            case StorageChanged e ->
                    sql.sql(STORAGE).params(e.tenant().value(), e.bytesDelta()).update();
            case TenantCreated e ->
                    sql.sql(LIMITS)
                            .param(e.tenant().value())
                            .param(e.aiTokensMonthly())
                            .param(e.maxStorageBytes())
                            .update();
            default -> {}
        }
    }

    private static void room(JdbcClient sql, RoomReported event) {
        String state =
                switch (event.action()) {
                    case CREATE, RESTORE -> "open";
                    case ARCHIVE -> "archived";
                    case CLOSE -> "closed";
                };
        String type = event.roomType() == null ? UNKNOWN_TYPE : event.roomType();
        sql.sql(ROOM).params(event.tenant().value(), event.room(), type, state).update();
    }

    private static void member(
            JdbcClient sql, String tenant, String id, ParticipantType type, boolean ours) {
        sql.sql(MEMBER).params(tenant, id, type.name().toLowerCase(Locale.ROOT), ours).update();
    }
}
