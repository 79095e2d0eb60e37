package com.scaiwave.admin.bench.stock;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The peer's projection: one audit row per event, in the transaction of its token. */
@ProcessingGroup(StockAudit.NAME)
final class StockAudit {
    static final String NAME = "audit";
    static final String TABLE =
            """
            create table audit (
                event_id   text        not null primary key,
                tenant     text        not null,
                sequence   bigint      not null,
                actor_id   text        not null,
                ip         text,
                user_agent text,
                request_id text,
                created_at timestamptz not null,
                details    jsonb       not null
            );
            create index audit_tenant on audit (tenant, created_at);
            create index audit_actor on audit (tenant, actor_id, created_at);
            """;
    private static final String INSERT =
            """
            insert into audit (event_id, tenant, sequence, actor_id, ip, user_agent, request_id,
                created_at, details)
            values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::jsonb)
            on conflict (event_id) do nothing
            """;

    private final JdbcClient sql;
    private final JsonMapper json = new JsonMapper();

    StockAudit(JdbcClient sql) {
        this.sql = sql;
    }

    @EventHandler
    void on(ConfigReplaced event, EventMessage<?> message, @SequenceNumber long sequence) {
        sql.sql(INSERT)
                .param(message.getIdentifier())
                .param(event.tenant())
                .param(sequence)
                .param(message.getMetaData().get(Stock.ACTOR))
                .param(message.getMetaData().get(Stock.IP))
                .param(message.getMetaData().get(Stock.USER_AGENT))
                .param(message.getMetaData().get(Stock.REQUEST))
                .param(message.getTimestamp().toString())
                .param(json.writeValueAsString(event))
                .update();
    }
}
