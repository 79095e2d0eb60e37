package com.scaiwave.admin.bench.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of the audit projection repeatedly into a table with its columns and indexes. Batches
 * are as large as the projection's, and wait as little for the disk. Nothing is read, decoded or
 * built.
 */
final class UnnestUpserts {
    private static final int BATCH = 500;
    private static final int COLUMNS = 6;
    private static final String SAMPLES =
            """
            select tenant, partner, action, actor_id, resource_type, resource_id
            from {schema}.entries order by position limit ?
            """;
    private static final String UPSERT =
            """
            insert into raw.entries (position, tenant, partner, action, actor_id, resource_type,
                resource_id)
            select position, tenant, partner, action, actor_id, resource_type, resource_id
            from unnest(?, ?, ?, ?, ?, ?, ?) as new(position, tenant, partner, action, actor_id,
                resource_type, resource_id)
            on conflict (position) do update set resource_id = excluded.resource_id
            """;

    private final DataSource dataSource;
    private final List<@Nullable String[]> columns;

    private UnnestUpserts(DataSource dataSource, List<@Nullable String[]> columns) {
        this.dataSource = dataSource;
        this.columns = columns;
    }

    /** Creates the table, and copies rows of the live audit projection. */
    static UnnestUpserts like(LogDatabase database) throws SQLException {
        String schema = database.auditSchema();
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema raw");
            statement.execute(
                    "create table raw.entries (like %s.entries including all)".formatted(schema));
            return new UnnestUpserts(
                    database.superuser(), samples(connection, SAMPLES.replace("{schema}", schema)));
        }
    }

    /** Writes this many rows into the empty table; returns the rows per second. */
    double write(int rows) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("truncate raw.entries");
                statement.execute("set synchronous_commit = off");
            }
            long began = System.nanoTime();
            connection.setAutoCommit(false);
            try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
                for (int n = 0; n < COLUMNS; n++) {
                    upsert.setArray(n + 2, connection.createArrayOf("text", columns.get(n)));
                }
                for (long position = 1; position <= rows; position += BATCH) {
                    upsert.setObject(1, positions(position));
                    upsert.executeUpdate();
                    connection.commit();
                }
            }
            return rows * 1e9 / (System.nanoTime() - began);
        }
    }

    private static long[] positions(long first) {
        long[] positions = new long[BATCH];
        for (int n = 0; n < BATCH; n++) {
            positions[n] = first + n;
        }
        return positions;
    }

    private static List<@Nullable String[]> samples(Connection connection, String statement)
            throws SQLException {
        List<@Nullable String[]> columns = new ArrayList<>();
        for (int n = 0; n < COLUMNS; n++) {
            columns.add(new String[BATCH]);
        }
        try (PreparedStatement select = connection.prepareStatement(statement)) {
            select.setInt(1, BATCH);
            try (ResultSet row = select.executeQuery()) {
                for (int place = 0; row.next(); place++) {
                    for (int n = 0; n < COLUMNS; n++) {
                        columns.get(n)[place] = row.getString(n + 1);
                    }
                }
            }
        }
        return columns;
    }
}
