package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Recorded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table of views: loads those that a batch touches, folds, and writes them back at once. Each
 * view is made of the events of one log, so that whoever holds its projection's token there is the
 * only one who changes it.
 */
public final class ViewTable<V> {
    private static final String LOAD =
            """
            select v.scope, v.id, v.view
            from {schema}.{table} v join unnest(?, ?) as wanted(scope, id) using (scope, id)
            """;
    private static final String SAVE =
            """
            insert into {schema}.{table} (scope, id, view)
            select scope, id, view::jsonb from unnest(?, ?, ?) as new(scope, id, view)
            on conflict (scope, id) do update set view = excluded.view
            """;
    private static final String DELETE =
            """
            delete from {schema}.{table} v using unnest(?, ?) as gone(scope, id)
            where v.scope = gone.scope and v.id = gone.id
            """;
    private static final String FIND =
            "select view from {schema}.{table} where scope = ? and id = ?";
    private static final String LIST =
            "select scope, id, view from {schema}.{table} where scope = ? order by id";

    private final String table;
    private final Folding<V> folding;
    private final JsonMapper mapper;

    public ViewTable(String table, Folding<V> folding, JsonMapper mapper) {
        this.table = table;
        this.folding = folding;
        this.mapper = mapper;
    }

    public void project(Tables tables, List<Recorded> events) {
        Set<Key> touched =
                events.stream()
                        .flatMap(e -> folding.touched(e.event()).stream())
                        .collect(Collectors.toSet());
        if (touched.isEmpty()) {
            return;
        }
        Map<Key, V> views = Folding.fold(folding, events, load(tables, touched));
        save(tables, views);
        delete(tables, touched.stream().filter(k -> !views.containsKey(k)).toList());
    }

    public Optional<V> find(JdbcClient sql, Key key) {
        return json(sql, key).map(this::read);
    }

    /** All views of a scope, by id. */
    public List<Keyed<V>> list(JdbcClient sql, String scope) {
        return sql.sql(in(LIST))
                .param(scope)
                .query((row, _) ->
                        new Keyed<>(
                                new Key(row.getString("scope"), row.getString("id")),
                                read(row.getString("view"))))
                .list();
    }

    /** A view as it is stored, for {@link #read}. */
    public Optional<String> json(JdbcClient sql, Key key) {
        return sql.sql(in(FIND)).params(key.scope(), key.id()).query(String.class).optional();
    }

    public Class<V> type() {
        return folding.type();
    }

    /** A view from what is stored. */
    public V read(String json) {
        return mapper.readValue(json, folding.type());
    }

    /** Those that there are. */
    private Map<Key, V> load(Tables tables, Set<Key> keys) {
        Map<Key, V> views = new HashMap<>();
        List<Key> unknown = new ArrayList<>();
        for (Key key : keys) {
            Object known = tables.known().get(table, key);
            if (known == null) {
                unknown.add(key);
            } else {
                views.put(key, folding.type().cast(known));
            }
        }
        if (!unknown.isEmpty()) {
            tables.sql()
                    .sql(in(LOAD))
                    .params(texts(unknown, Key::scope), texts(unknown, Key::id))
                    .query((row, _) ->
                            views.put(
                                    new Key(row.getString("scope"), row.getString("id")),
                                    read(row.getString("view"))))
                    .list();
        }
        return views;
    }

    private void save(Tables tables, Map<Key, V> views) {
        if (views.isEmpty()) {
            return;
        }
        List<Key> keys = new ArrayList<>(views.keySet());
        String[] stored = texts(keys, k -> mapper.writeValueAsString(views.get(k)));
        tables.write(in(SAVE), texts(keys, Key::scope), texts(keys, Key::id), stored);
        for (int i = 0; i < stored.length; i++) {
            Key key = keys.get(i);
            tables.known()
                    .put(
                            table,
                            key,
                            Objects.requireNonNull(views.get(key)),
                            2 * stored[i].length());
        }
    }

    private void delete(Tables tables, List<Key> keys) {
        if (!keys.isEmpty()) {
            tables.write(in(DELETE), texts(keys, Key::scope), texts(keys, Key::id));
            keys.forEach(k -> tables.known().remove(table, k));
        }
    }

    private String in(String statement) {
        return statement.replace("{table}", table);
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    /** A view and what it is found by. */
    public record Keyed<V>(Key key, V view) {}
}
