package com.scaiwave.admin.query.shared;

import com.scaiwave.admin.query.projection.ViewProjection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.projection.ViewTable;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Page.Sized;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.edge.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads partners or tenants, as of now: one of them, or a page by id. */
public record DirectoryReads(Reads reads, ViewProjections projections) {
    private static final String LIST = "select view from {schema}.views where tenant = ''";

    /** The view with this key, if the caller may see it. */
    public <V> Optional<V> find(Call call, Fold<V> fold, Key key) {
        ViewProjection<V> projection = projections.of(fold);
        return reads.now(projection, call.tenants(), sql -> projection.views().find(sql, key));
    }

    /** A page of the views after an id, of those that the caller may see. */
    public <V> Page<V> page(Call call, Fold<V> fold, @Nullable String after, int limit) {
        ViewProjection<V> projection = projections.of(fold);
        return reads.now(
                projection,
                call.tenants(),
                sql -> page(sql, projection.views(), call.tenants(), after, limit));
    }

    private static <V> Page<V> page(
            JdbcClient sql,
            ViewTable<V> table,
            TenantSet tenants,
            @Nullable String after,
            int limit) {
        StringBuilder statement = new StringBuilder(LIST);
        List<Object> parameters = new ArrayList<>();
        if (tenants instanceof TenantSet.Fleet(var partner)) {
            statement.append(" and jsonb_exists(lineage, ?)");
            parameters.add(partner.value());
        }
        if (after != null) {
            statement.append(" and id > ?");
            parameters.add(after);
        }
        statement.append(" order by id limit ?");
        parameters.add(limit + 1);
        return Page.of(
                sql.sql(statement.toString()).params(parameters),
                (row, _) -> sized(table, row.getString("view")),
                limit);
    }

    private static <V> Sized<V> sized(ViewTable<V> table, String json) {
        return new Sized<>(table.read(json), json.length());
    }
}
