package com.scaiwave.admin.query.stats;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import com.scaiwave.admin.views.StatsViews;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what the statistics are counted from: rooms, members, usage of models, storage, limits. It
 * is not a line in the list of view projections, because one answer reads five tables, which are
 * made from two logs.
 */
@Component
public final class StatsProjection implements Projection {
    private final List<ViewTable<?>> tables;

    public StatsProjection(JsonMapper viewMapper) {
        this.tables =
                List.of(
                        new ViewTable<>("rooms", StatsViews.ROOMS, viewMapper),
                        new ViewTable<>("members", StatsViews.MEMBERS, viewMapper),
                        new ViewTable<>("usage", StatsViews.USAGE, viewMapper),
                        new ViewTable<>("storage", StatsViews.STORAGE, viewMapper),
                        new ViewTable<>("limits", StatsViews.LIMITS, viewMapper));
    }

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public int revision() {
        return 5;
    }

    @Override
    public Set<LogName> logs() {
        return Set.of(LogName.ADMINISTRATION, LogName.METERING);
    }

    @Override
    public void project(Tables generation, List<StoredEvent> events) {
        tables.forEach(t -> t.project(generation, events));
    }
}
