package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.follow.Lease.Unhandled;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tenants that generations have parked. They change under the lock of the generation's
 * checkpoint, and are stored in its row as well: a transaction that has waited for that lock sees
 * the current row, but other tables as they were before the wait.
 */
final class Parking {
    private static final String PARK =
            """
            with checkpoint as (
                update readmodel.checkpoints t set parked = array_append(t.parked, p.tenant)
                from (select ? as projection, ? as generation, ? as log, ? as tenant) as p
                where t.projection = p.projection and t.generation = p.generation and t.log = p.log
                returning p.*)
            insert into readmodel.parked
                (projection, generation, log, tenant, position, event_before, lineage, reason)
            select projection, generation, log, tenant, ?, ?, ?, ? from checkpoint
            """;
    private static final String UNPARK =
            """
            with gone as (
                delete from readmodel.parked
                where projection = ? and generation = ? and log = ? and tenant = ?
                returning *)
            update readmodel.checkpoints t set parked = array_remove(t.parked, gone.tenant)
            from gone
            where t.projection = gone.projection and t.generation = gone.generation
                and t.log = gone.log
            """;
    private static final String PARKED =
            """
            select p.projection, p.log, p.tenant, p.position, p.event_before, p.reason, p.since
            from readmodel.parked p join readmodel.live l using (projection, generation)
            order by p.projection, p.log, p.tenant
            """;

    private final JdbcClient sql;

    Parking(JdbcClient sql) {
        this.sql = sql;
    }

    /** Parks the tenant of an event; the caller must hold the lock of the checkpoint. */
    void park(Generation generation, LogName log, Unhandled unhandled) {
        EventMetadata metadata = unhandled.event().metadata();
        sql.sql(PARK)
                .param(generation.projection())
                .param(generation.number())
                .param(log.name())
                .param(Objects.requireNonNull(metadata.tenant()).value())
                .param(unhandled.event().position())
                .param(unhandled.before().event())
                .param(metadata.partners().stream().map(PartnerId::value).toArray(String[]::new))
                .param(unhandled.reason().getClass().getSimpleName())
                .update();
    }

    /** Ends the parking of a tenant; the caller must hold the lock of the checkpoint. */
    void unpark(Generation generation, LogName log, String tenant) {
        sql.sql(UNPARK)
                .params(generation.projection(), generation.number(), log.name(), tenant)
                .update();
    }

    /** The tenants that the live generations have parked. */
    List<Parked> parked() {
        return sql.sql(PARKED)
                .query((row, _) ->
                        new Parked(
                                row.getString("projection"),
                                LogName.valueOf(row.getString("log")),
                                row.getString("tenant"),
                                new Checkpoint(
                                        row.getLong("position") - 1,
                                        row.getObject("event_before", UUID.class)),
                                row.getString("reason"),
                                row.getTimestamp("since").toInstant()))
                .list();
    }
}
