package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Recorded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A table of views: loads those that a batch touches, folds, and writes them back at once. */
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

    public void project(JdbcClient sql, List<Recorded> events) {
        Set<Key> touched =
                events.stream()
                        .flatMap(e -> folding.touched(e.event()).stream())
                        .collect(Collectors.toSet());
        if (touched.isEmpty()) {
            return;
        }
        Map<Key, V> views = Folding.fold(folding, events, load(sql, touched));
        save(sql, views);
        delete(sql, touched.stream().filter(k -> !views.containsKey(k)).toList());
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

    private Map<Key, V> load(JdbcClient sql, Set<Key> keys) {
        Map<Key, V> views = new HashMap<>();
        sql.sql(in(LOAD))
                .params(texts(keys, Key::scope), texts(keys, Key::id))
                .query((row, _) ->
                        views.put(
                                new Key(row.getString("scope"), row.getString("id")),
                                read(row.getString("view"))))
                .list();
        return views;
    }

    private void save(JdbcClient sql, Map<Key, V> views) {
        if (views.isEmpty()) {
            return;
        }
        List<Key> keys = new ArrayList<>(views.keySet());
        sql.sql(in(SAVE))
                .params(
                        texts(keys, Key::scope),
                        texts(keys, Key::id),
                        texts(keys, k -> mapper.writeValueAsString(views.get(k))))
                .update();
    }

    private void delete(JdbcClient sql, List<Key> keys) {
        if (!keys.isEmpty()) {
            sql.sql(in(DELETE)).params(texts(keys, Key::scope), texts(keys, Key::id)).update();
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
