package com.scaiwave.admin.query.noteprocessing;

import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@link NoteProcessingView} in SQL. */
@Component
final class NoteProcessingProjection implements Projection {
    private final ViewTable<NoteProcessingView> views;

    NoteProcessingProjection(JsonMapper viewMapper) {
        this.views = new ViewTable<>("views", NoteProcessingView.FOLDING, viewMapper);
    }

    @Override
    public String name() {
        return "note_processing";
    }

    @Override
    public void project(Tables tables, List<Recorded> events) {
        views.project(tables, events);
    }

    ViewTable<NoteProcessingView> views() {
        return views;
    }
}
