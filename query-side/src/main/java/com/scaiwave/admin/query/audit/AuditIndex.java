package com.scaiwave.admin.query.audit;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.web.caller.TenantSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds entries in the tables of {@link AuditProjection}. For each tenant or partner and each
 * wanted value, one index yields the entries in their order. From each of these, a page reads no
 * more than its limit of entries and one chunk of the log, however many entries there are.
 */
final class AuditIndex {
    /** The number of positions in a chunk, as in the column {@code chunk}. */
    static final int CHUNK = 1024;

    private static final String FIND =
            "select position from {schema}.entries where position > ? and position <= ?";
    private static final String WITHIN_CHUNKS = " and chunk >= ? / 1024 and chunk <= ? / 1024";
    private static final String OF_FLEET =
            " and partner in (select partner from {schema}.partners where lineage @> array[?]::text[])";
    private static final String FLEET =
            "(select partner, key from {schema}.partners where lineage @> array[?]::text[]) as fleet";
    private static final String ALL = "(select partner, key from {schema}.partners) as fleet";

    /**
     * The keys are computed here, since row-level security keeps an index from being searched by a
     * function's result.
     */
    private static final String VALUES =
            """
            (select distinct value, (hashtextextended(value, 0) >> 32)::int as key
             from unnest(?) as wanted(value)) as led
            """;

    private AuditIndex() {}

    /** The positions of the wanted entries, in their order, and one more if there is one. */
    static List<Long> positions(JdbcClient sql, AuditQuery query) {
        Statement statement = statement(query);
        return sql.sql(statement.text())
                .params(statement.parameters())
                .query((row, _) -> row.getLong("position"))
                .list();
    }

    static Statement statement(AuditQuery query) {
        return isShort(query) ? inOrderOfPositions(query) : inOrderOfChunks(query);
    }

    /**
     * Whether the primary key is the best index: all entries are wanted, or the two positions are
     * close, as when a subscriber reads the latest events.
     */
    private static boolean isShort(AuditQuery query) {
        return query.upTo() - query.after() <= CHUNK
                || (query.tenants() instanceof TenantSet.All
                        && query.filter().byColumn().isEmpty());
    }

    private static Statement inOrderOfPositions(AuditQuery query) {
        Statement find = new Statement(FIND, query.after(), query.upTo());
        switch (query.tenants()) {
            case TenantSet.One(var tenant) -> find.add(" and tenant = ?", tenant.id().value());
            case TenantSet.Fleet(PartnerId partner) -> find.add(OF_FLEET, partner.value());
            case TenantSet.All _ -> {}
        }
        query.filter()
                .byColumn()
                .forEach((column, values) ->
                        find.add(" and " + column + " = any (?)", array(values)));
        return find.add(" order by position" + end(query), query.limit() + 1);
    }

    /**
     * Each column that selects an index is compared by its key and, since keys may collide, by its
     * text.
     */
    private static Statement inOrderOfChunks(AuditQuery query) {
        Map<String, List<String>> filters = query.filter().byColumn();
        String led = filters.keySet().stream().findFirst().orElse(null);
        Statement sources = new Statement("select found.position from ");
        Statement find = new Statement(FIND, query.after(), query.upTo());
        find.add(WITHIN_CHUNKS, query.after(), query.upTo());
        if (query.tenants() instanceof TenantSet.One(var tenant)) {
            String id = tenant.id().value();
            find.add(" and tenant_key = hashtextextended(?, 0) and tenant = ?", id, id);
        } else {
            if (query.tenants() instanceof TenantSet.Fleet(PartnerId partner)) {
                sources.add(FLEET, partner.value());
            } else {
                sources.add(ALL);
            }
            sources.add(" cross join ");
            find.add(" and partner_key = fleet.key and partner = fleet.partner");
        }
        filters.forEach((column, values) -> {
            if (column.equals(led)) {
                sources.add(VALUES, array(values)).add(" cross join ");
                find.add(" and %1$s_key = led.key and %1$s = led.value".formatted(column));
            } else {
                find.add(" and " + column + " = any (?)", array(values));
            }
        });
        String order = query.ascending() ? "asc" : "desc";
        find.add(" order by chunk " + order + ", position" + end(query), query.limit() + 1);
        return sources.add("lateral (")
                .add(find)
                .add(") as found order by found.position" + end(query), query.limit() + 1);
    }

    private static String end(AuditQuery query) {
        return (query.ascending() ? " asc" : " desc") + " limit ?";
    }

    /** Values as one array parameter. */
    private static Object array(List<String> values) {
        return values.toArray(String[]::new);
    }

    /** A statement and its parameters, part by part. */
    static final class Statement {
        private final StringBuilder text;
        private final List<Object> parameters;

        Statement(String text, Object... parameters) {
            this.text = new StringBuilder(text);
            this.parameters = new ArrayList<>(List.of(parameters));
        }

        String text() {
            return text.toString();
        }

        List<Object> parameters() {
            return parameters;
        }

        Statement add(String more, Object... moreParameters) {
            text.append(more);
            parameters.addAll(List.of(moreParameters));
            return this;
        }

        Statement add(Statement other) {
            text.append(other.text);
            parameters.addAll(other.parameters);
            return this;
        }
    }
}
