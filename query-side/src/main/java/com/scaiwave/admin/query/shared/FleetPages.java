package com.scaiwave.admin.query.shared;

import com.scaiwave.admin.query.projection.ViewTable;
import com.scaiwave.admin.web.caller.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages of the directory: what is in a fleet, or all of it, by id. */
public final class FleetPages {
    private static final String LIST = "select view from {schema}.views where scope = ''";

    private FleetPages() {}

    /** The views after an id that are in the caller's scope, at most so many. */
    public static <V> List<V> list(
            JdbcClient sql, ViewTable<V> table, Scope scope, @Nullable String after, int most) {
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
        parameters.add(most);
        return sql.sql(statement.toString())
                .params(parameters)
                .query((row, _) -> table.read(row.getString("view")))
                .list();
    }
}
