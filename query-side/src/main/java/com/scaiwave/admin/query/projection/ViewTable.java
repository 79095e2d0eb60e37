package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table of views: loads the views that a batch changes, folds the events into them, and writes
 * them back together. Each view is made from the events of one log, so only the holder of its
 * projection's checkpoint in that log changes it.
 */
public final class ViewTable<V> {
    private static final String LOAD =
            """
            select v.tenant, v.id, v.view
            from {schema}.{table} v join unnest(?, ?) as wanted(tenant, id) using (tenant, id)
            """;
    private static final String SAVE =
            """
            insert into {schema}.{table} (tenant, id, view)
            select tenant, id, view::jsonb from unnest(?, ?, ?) as new(tenant, id, view)
            on conflict (tenant, id) do update set view = excluded.view
            """;
    private static final String DELETE =
            """
            delete from {schema}.{table} v using unnest(?, ?) as gone(tenant, id)
            where v.tenant = gone.tenant and v.id = gone.id
            """;
    private static final String FIND =
            "select view from {schema}.{table} where tenant = ? and id = ?";
    private static final String LIST =
            "select tenant, id, view from {schema}.{table} where tenant = ? order by id";

    /** Rows per fetch: even the largest views fit into memory. */
    private static final int FETCHED = 50;

    /** The characters of views that are collected before a write. */
    private static final int WRITTEN_AT = 1 << 20;

    private final String table;
    private final Fold<V> fold;
    private final JsonMapper mapper;

    public ViewTable(String table, Fold<V> fold, JsonMapper mapper) {
        this.table = table;
        this.fold = fold;
        this.mapper = mapper;
    }

    /**
     * Applies events to the views that they change. Few views are in memory at once, however many
     * and large they are.
     */
    public void project(Tables tables, List<StoredEvent> events) {
        Map<Key, List<StoredEvent>> touching = new LinkedHashMap<>();
        for (StoredEvent event : events) {
            for (Key key : fold.touched(event.event())) {
                touching.computeIfAbsent(key, _ -> new ArrayList<>()).add(event);
            }
        }
        Changed changed = new Changed(tables);
        Map<Key, List<StoredEvent>> unknown = new LinkedHashMap<>(touching);
        touching.forEach((key, touched) -> {
            Object known = tables.known().get(table, key);
            if (known != null) {
                unknown.remove(key);
                changed.add(key, folded(key, fold.type().cast(known), touched));
            }
        });
        if (!unknown.isEmpty()) {
            load(
                    tables,
                    List.copyOf(unknown.keySet()),
                    stored -> {
                        List<StoredEvent> touched =
                                Objects.requireNonNull(unknown.remove(stored.key()));
                        changed.add(stored.key(), folded(stored.key(), stored.view(), touched));
                    });
            unknown.forEach((key, touched) -> changed.add(key, folded(key, null, touched)));
        }
        changed.write();
    }

    private @Nullable V folded(Key key, @Nullable V view, List<StoredEvent> touched) {
        V after = view;
        for (StoredEvent event : touched) {
            after = fold.apply(key, after, event);
        }
        return after;
    }

    public Optional<V> find(JdbcClient sql, Key key) {
        return json(sql, key).map(this::read);
    }

    /** All views of a tenant, by id. */
    public Map<Key, V> list(JdbcClient sql, String tenant) {
        Map<Key, V> views = new LinkedHashMap<>();
        sql.sql(in(LIST))
                .param(tenant)
                .query(row -> {
                    views.put(
                            new Key(row.getString("tenant"), row.getString("id")),
                            read(row.getString("view")));
                });
        return views;
    }

    /** A view in its stored form, for {@link #read}. */
    public Optional<String> json(JdbcClient sql, Key key) {
        return sql.sql(in(FIND)).params(key.tenant(), key.id()).query(String.class).optional();
    }

    public Class<V> type() {
        return fold.type();
    }

    /** A view from its stored form. */
    public V read(String json) {
        return mapper.readValue(json, fold.type());
    }

    /** Loads those of the views that exist, one by one. */
    private void load(Tables tables, List<Key> keys, Consumer<Keyed<V>> each) {
        try (Stream<Keyed<V>> stored =
                tables
                        .sql()
                        .sql(in(LOAD))
                        .params(texts(keys, Key::tenant), texts(keys, Key::id))
                        .withFetchSize(FETCHED)
                        .query((row, _) ->
                                new Keyed<>(
                                        new Key(row.getString("tenant"), row.getString("id")),
                                        read(row.getString("view"))))
                        .stream()) {
            stored.forEach(each);
        }
    }

    /** The views after a batch, which are written as soon as they are large together. */
    private final class Changed {
        private final Tables tables;
        private final List<Key> keys = new ArrayList<>();
        private final List<String> views = new ArrayList<>();
        private final List<Key> gone = new ArrayList<>();
        private long length;

        Changed(Tables tables) {
            this.tables = tables;
        }

        void add(Key key, @Nullable V view) {
            if (view == null) {
                gone.add(key);
                tables.known().remove(table, key);
                return;
            }
            String json = mapper.writeValueAsString(view);
            keys.add(key);
            views.add(json);
            tables.known().put(table, key, view, 2 * json.length());
            length += json.length();
            if (length > WRITTEN_AT) {
                write();
            }
        }

        void write() {
            if (!keys.isEmpty()) {
                tables.write(
                        in(SAVE),
                        texts(keys, Key::tenant),
                        texts(keys, Key::id),
                        views.toArray(String[]::new));
            }
            if (!gone.isEmpty()) {
                tables.write(in(DELETE), texts(gone, Key::tenant), texts(gone, Key::id));
            }
            keys.clear();
            views.clear();
            gone.clear();
            length = 0;
        }
    }

    private String in(String statement) {
        return statement.replace("{table}", table);
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    /** A view and its key. */
    private record Keyed<V>(Key key, V view) {}
}
