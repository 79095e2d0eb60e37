package com.scaiwave.admin.query;

import com.scaiwave.admin.query.audit.AuditProjection;
import com.scaiwave.admin.query.participants.ParticipantsProjection;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.stats.StatsProjection;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** All projections: those with one table of views, and those with more. */
record AllProjections(List<Projection> list) {

    /**
     * Lists all projections.
     *
     * @param mapper reads and writes views in their stored form
     */
    static AllProjections of(JsonMapper mapper) {
        return new AllProjections(
                new ViewProjections(mapper)
                        .and(
                                List.of(
                                        new AuditProjection(),
                                        new ParticipantsProjection(mapper),
                                        new StatsProjection(mapper))));
    }
}
