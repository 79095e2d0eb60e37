package com.scaiwave.admin.query.models;

import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@link ModelView} in SQL. */
@Component
final class ModelProjection implements Projection {
    private final ViewTable<ModelView> views;

    ModelProjection(JsonMapper viewMapper) {
        this.views = new ViewTable<>("views", ModelView.FOLDING, viewMapper);
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public void project(Tables tables, List<Recorded> events) {
        views.project(tables, events);
    }

    ViewTable<ModelView> views() {
        return views;
    }
}
