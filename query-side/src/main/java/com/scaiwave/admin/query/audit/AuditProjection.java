package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.views.AuditEntry;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps the index of the audit log: one row per event, never changed, with the columns that are
 * filtered by and without the entry's content.
 */
@Component
public final class AuditProjection implements Projection {
    private static final String INSERT =
            """
            with new as materialized (
                select position, tenant, string_to_array(lineage, ' ') as lineage, action, actor_id,
                    resource_type, resource_id
                from unnest(?, ?, ?, ?, ?, ?, ?) as new(position, tenant, lineage, action, actor_id,
                    resource_type, resource_id)),
            partner as (
                insert into {schema}.partners (partner, lineage)
                select distinct coalesce(lineage[cardinality(lineage)], ''), lineage from new
                on conflict do nothing)
            insert into {schema}.entries (position, tenant, partner, action, actor_id,
                resource_type, resource_id)
            select position, tenant, coalesce(lineage[cardinality(lineage)], ''), action, actor_id,
                resource_type, resource_id
            from new
            """;

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public int revision() {
        return 8;
    }

    @Override
    public void project(Tables tables, List<StoredEvent> events) {
        List<AuditEntry> entries =
                events.stream()
                        .filter(e -> e.event() instanceof AdminEvent)
                        .map(AuditEntry::of)
                        .toList();
        if (entries.isEmpty()) {
            return;
        }
        tables.write(
                INSERT,
                entries.stream().mapToLong(AuditEntry::position).toArray(),
                texts(entries, AuditEntry::tenant),
                texts(entries, e -> lineage(e.metadata())),
                texts(entries, e -> e.line().action()),
                texts(entries, e -> e.metadata().actorId()),
                texts(entries, e -> e.line().resourceType()),
                texts(entries, e -> e.line().resourceId()));
    }

    private static String lineage(EventMetadata metadata) {
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
