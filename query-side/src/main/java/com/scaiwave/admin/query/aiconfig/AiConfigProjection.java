package com.scaiwave.admin.query.aiconfig;

import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@link AiConfigView} in SQL. */
@Component
final class AiConfigProjection implements Projection {
    private final ViewTable<AiConfigView> views;

    AiConfigProjection(JsonMapper viewMapper) {
        this.views = new ViewTable<>("views", AiConfigView.FOLDING, viewMapper);
    }

    @Override
    public String name() {
        return "ai_config";
    }

    @Override
    public void project(Tables tables, List<Recorded> events) {
        views.project(tables, events);
    }

    ViewTable<AiConfigView> views() {
        return views;
    }
}
