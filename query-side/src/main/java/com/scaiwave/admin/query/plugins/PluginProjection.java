package com.scaiwave.admin.query.plugins;

import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@link PluginView} in SQL. */
@Component
final class PluginProjection implements Projection {
    private final ViewTable<PluginView> views;

    PluginProjection(JsonMapper viewMapper) {
        this.views = new ViewTable<>("views", PluginView.FOLDING, viewMapper);
    }

    @Override
    public String name() {
        return "plugins";
    }

    @Override
    public void project(Tables tables, List<Recorded> events) {
        views.project(tables, events);
    }

    ViewTable<PluginView> views() {
        return views;
    }
}
