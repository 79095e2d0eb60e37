package com.scaiwave.admin.query.tenants;

import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@link TenantView} in SQL. */
@Component
final class TenantProjection implements Projection {
    private final ViewTable<TenantView> views;

    TenantProjection(JsonMapper viewMapper) {
        this.views = new ViewTable<>("views", TenantView.FOLDING, viewMapper);
    }

    @Override
    public String name() {
        return "tenants";
    }

    @Override
    public void project(Tables tables, List<Recorded> events) {
        views.project(tables, events);
    }

    ViewTable<TenantView> views() {
        return views;
    }
}
