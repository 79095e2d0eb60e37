package com.scaiwave.admin.query;

import com.scaiwave.admin.query.audit.AuditProjection;
import com.scaiwave.admin.query.participants.ParticipantsProjection;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.stats.StatsProjection;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Every projection that there is: those that are one table of views, and those that are more. */
record AllProjections(List<Projection> list) {

    /**
     * All of them.
     *
     * @param mapper reads and writes views as they are stored
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
