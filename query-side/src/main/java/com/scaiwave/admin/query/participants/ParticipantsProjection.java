package com.scaiwave.admin.query.participants;

import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.query.projection.ViewTable;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Page.Sized;
import com.scaiwave.admin.views.ParticipantView;
import com.scaiwave.admin.views.SwitchView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a table of participants and one of their models' switches. It is not a line in the list of
 * view projections, because a page joins the two tables by columns that are generated from the
 * views.
 */
@Component
public final class ParticipantsProjection implements Projection {
    private static final String SHOWN =
            """
            select p.view, s.view as switch
            from {schema}.views p left join {schema}.switches s on s.tenant = p.tenant and s.id = p.model
            where p.tenant = ?
            """;
    private static final String ONE = SHOWN + " and p.id = ?";
    private static final String ENABLED =
            " and (p.is_on and (p.model is null or coalesce(s.is_on, false))) = ?";
    private static final String SEARCH =
            " and (strpos(p.search_id, ?) > 0 or strpos(p.search_name, ?) > 0)";

    private final ViewTable<ParticipantView> views;
    private final ViewTable<SwitchView> switches;

    public ParticipantsProjection(JsonMapper viewMapper) {
        this.views = new ViewTable<>("views", ParticipantView.FOLD, viewMapper);
        this.switches = new ViewTable<>("switches", SwitchView.FOLD, viewMapper);
    }

    @Override
    public String name() {
        return "participants";
    }

    @Override
    public int revision() {
        return 3;
    }

    @Override
    public void project(Tables tables, List<StoredEvent> events) {
        views.project(tables, events);
        switches.project(tables, events);
    }

    Optional<Shown> find(JdbcClient sql, String tenant, String id) {
        return sql.sql(ONE)
                .params(tenant, id)
                .query((row, _) -> shown(row.getString("view"), row.getString("switch")))
                .optional();
    }

    /** A page of the participants after an id that pass a filter. */
    Page<Shown> page(
            JdbcClient sql, String tenant, Filter filter, @Nullable String after, int limit) {
        StringBuilder statement = new StringBuilder(SHOWN);
        List<Object> parameters = new ArrayList<>(List.of(tenant));
        if (after != null) {
            statement.append(" and p.id > ?");
            parameters.add(after);
        }
        if (filter.type() != null) {
            statement.append(" and p.type = ?");
            parameters.add(filter.type());
        }
        if (filter.enabled() != null) {
            statement.append(ENABLED);
            parameters.add(filter.enabled());
        }
        if (filter.search() != null) {
            statement.append(SEARCH);
            parameters.add(filter.search());
            parameters.add(filter.search());
        }
        statement.append(" order by p.id limit ?");
        parameters.add(limit + 1);
        return Page.of(
                sql.sql(statement.toString()).params(parameters),
                (row, _) -> sized(row.getString("view"), row.getString("switch")),
                limit);
    }

    private Sized<Shown> sized(String view, @Nullable String modelSwitch) {
        return new Sized<>(shown(view, modelSwitch), view.length());
    }

    private Shown shown(String view, @Nullable String modelSwitch) {
        return new Shown(views.read(view), modelSwitch == null ? null : switches.read(modelSwitch));
    }

    /** A participant and its model's switch. */
    record Shown(ParticipantView view, @Nullable SwitchView modelSwitch) {}

    /**
     * The filters of a list; a null one accepts all.
     *
     * @param search a text in the form of {@link ParticipantView#search}
     */
    record Filter(@Nullable String type, @Nullable Boolean enabled, @Nullable String search) {
        boolean lets(Shown shown) {
            return (type == null || type.equalsIgnoreCase(shown.view().type().name()))
                    && (enabled == null
                            || enabled == shown.view().isShownEnabled(shown.modelSwitch()))
                    && (search == null || shown.view().matches(search));
        }
    }
}
