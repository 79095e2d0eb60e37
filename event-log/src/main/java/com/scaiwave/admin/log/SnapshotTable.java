package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The snapshots of long streams: a cache, which may be emptied at any time. */
record SnapshotTable(LogSql sql, EventCodec codec) {
    private static final String FIND =
            "select kind, events, state from {schema}.snapshots where stream = ?";
    private static final String STORE = "select {schema}.store_snapshot(?, ?, ?, ?)";

    Optional<Snapshot> find(StreamId stream, Map<String, Class<?>> kinds) {
        return sql.query(
                FIND,
                statement ->
                        statement
                                .param(stream.value())
                                .query((row, _) -> snapshot(stream, row, kinds))
                                .optional());
    }

    void store(Snapshot snapshot) {
        byte[] state = sql.orUnavailable(() -> codec.encodeState(snapshot.state()));
        sql.query(
                STORE,
                statement ->
                        statement
                                .params(
                                        snapshot.stream().value(),
                                        snapshot.kind(),
                                        snapshot.events(),
                                        state)
                                .query(Long.class)
                                .single());
    }

    private @Nullable Snapshot snapshot(StreamId stream, ResultSet row, Map<String, Class<?>> kinds)
            throws SQLException {
        String kind = row.getString("kind");
        Class<?> type = kinds.get(kind);
        return type == null
                ? null
                : new Snapshot(
                        stream,
                        kind,
                        row.getLong("events"),
                        codec.decodeState(row.getBytes("state"), type));
    }
}
