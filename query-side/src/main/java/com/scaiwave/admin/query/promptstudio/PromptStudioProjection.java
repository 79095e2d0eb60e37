package com.scaiwave.admin.query.promptstudio;

import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@link PromptStudioView} in SQL. */
@Component
final class PromptStudioProjection implements Projection {
    private final ViewTable<PromptStudioView> views;

    PromptStudioProjection(JsonMapper viewMapper) {
        this.views = new ViewTable<>("views", PromptStudioView.FOLDING, viewMapper);
    }

    @Override
    public String name() {
        return "prompt_studio";
    }

    @Override
    public void project(Tables tables, List<Recorded> events) {
        views.project(tables, events);
    }

    ViewTable<PromptStudioView> views() {
        return views;
    }
}
