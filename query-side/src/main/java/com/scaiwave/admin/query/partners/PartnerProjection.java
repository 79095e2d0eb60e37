package com.scaiwave.admin.query.partners;

import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@link PartnerView} in SQL. */
@Component
final class PartnerProjection implements Projection {
    private final ViewTable<PartnerView> views;

    PartnerProjection(JsonMapper viewMapper) {
        this.views = new ViewTable<>("views", PartnerView.FOLDING, viewMapper);
    }

    @Override
    public String name() {
        return "partners";
    }

    @Override
    public void project(Tables tables, List<Recorded> events) {
        views.project(tables, events);
    }

    ViewTable<PartnerView> views() {
        return views;
    }
}
