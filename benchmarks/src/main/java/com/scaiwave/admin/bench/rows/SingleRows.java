package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Server;
import com.scaiwave.admin.bench.load.Callers;
import com.scaiwave.admin.bench.load.Callers.Call;
import com.scaiwave.admin.bench.load.Samples;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Inserts single rows, with a connection per thread and a commit per row, into a table with the
 * log's columns and indexes: the rate that PostgreSQL reaches for plain inserts.
 */
final class SingleRows {
    private static final String TABLE =
            """
            create table if not exists events (
                position    bigint      generated always as identity primary key,
                event_id    uuid        not null unique,
                stream      text        collate "C" not null,
                sequence    bigint      not null,
                type        text        not null,
                revision    int         not null,
                payload     bytea       not null,
                metadata    bytea       not null,
                recorded_at timestamptz not null default clock_timestamp(),
                unique (stream, sequence)
            )
            """;
    private static final String INSERT =
            """
            insert into events (event_id, stream, sequence, type, revision, payload, metadata)
            values (?, ?, ?, 'ai_config.updated', 1, ?, ?)
            """;

    private final Server server;
    private final String database;
    private final byte[] payload;
    private final byte[] metadata;
    private final AtomicLong sequence = new AtomicLong();

    /** A table whose rows are as long as those of the log. */
    SingleRows(Server server, String database, byte[] payload, byte[] metadata) {
        this.server = server;
        this.database = database;
        this.payload = payload.clone();
        this.metadata = metadata.clone();
        server.sql(database).sql(TABLE).update();
    }

    Samples insert(int threads, Duration warmUp, Duration counted) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int n = 0; n < threads; n++) {
                connections.add(server.as("postgres", database).getConnection());
            }
            return Callers.closed(threads, n -> caller(connections.get(n)), warmUp, counted);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private Call caller(Connection connection) {
        return () -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                long number = sequence.incrementAndGet();
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, "ai-config:" + Engine.tenant((int) (number % 500)));
                insert.setLong(3, number);
                insert.setBytes(4, payload);
                insert.setBytes(5, metadata);
                insert.executeUpdate();
            }
        };
    }
}
