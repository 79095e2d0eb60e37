package com.scaiwave.admin.query.shared;

import com.scaiwave.admin.query.projection.ViewTable;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Page.Sized;
import com.scaiwave.admin.web.caller.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages of the directory by id: of a fleet, or of everything. */
public final class FleetPages {
    private static final String LIST = "select view from {schema}.views where scope = ''";

    private FleetPages() {}

    /** Rows per fetch: even the largest views fit into memory. */
    private static final int FETCHED = 100;

    /** A page of the views after an id that are in the caller's scope. */
    public static <V> Page<V> page(
            JdbcClient sql, ViewTable<V> table, Scope scope, @Nullable String after, int limit) {
        StringBuilder statement = new StringBuilder(LIST);
        List<Object> parameters = new ArrayList<>();
        if (scope instanceof Scope.Fleet(var partner)) {
            statement.append(" and jsonb_exists(line, ?)");
            parameters.add(partner.value());
        }
        if (after != null) {
            statement.append(" and id > ?");
            parameters.add(after);
        }
        statement.append(" order by id limit ?");
        parameters.add(limit + 1);
        try (Stream<Sized<V>> found =
                sql
                        .sql(statement.toString())
                        .params(parameters)
                        .withFetchSize(FETCHED)
                        .query((row, _) -> sized(table, row.getString("view")))
                        .stream()) {
            return Page.of(found.iterator(), limit);
        }
    }

    private static <V> Sized<V> sized(ViewTable<V> table, String json) {
        return new Sized<>(table.read(json), json.length());
    }
}
