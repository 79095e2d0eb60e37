package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.views.Fold;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A projection that is one table with the views of one fold, as most are. */
public final class ViewProjection<V> implements Projection {
    private static final String TABLE = "views";

    private final String name;
    private final int revision;
    private final String tables;
    private final Fold<V> fold;
    private final ViewTable<V> views;

    public ViewProjection(
            String name, int revision, String tables, Fold<V> fold, JsonMapper mapper) {
        this.name = name;
        this.revision = revision;
        this.tables = tables;
        this.fold = fold;
        this.views = new ViewTable<>(TABLE, fold, mapper);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int revision() {
        return revision;
    }

    @Override
    public String tables() {
        return tables;
    }

    @Override
    public void project(Tables generation, List<StoredEvent> events) {
        views.project(generation, events);
    }

    public Fold<V> fold() {
        return fold;
    }

    public ViewTable<V> views() {
        return views;
    }
}
