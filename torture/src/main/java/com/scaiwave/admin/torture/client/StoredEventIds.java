package com.scaiwave.admin.torture.client;

import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The ids of events in the log, whose payloads may be too large to be kept. */
public final class StoredEventIds {
    private static final String OF_THESE =
            """
            select event_id from log_administration.events
            where event_id::text = any(?) order by position
            """;
    private static final String LIKE_THIS =
            """
            select event_id from log_administration.events
            where (stream, type) = (
                select o.stream, o.type from log_administration.events as o
                where o.event_id::text = ?)
            order by position desc
            """;

    private final Postgres postgres;

    public StoredEventIds(Cluster cluster) {
        this.postgres = cluster.postgres();
    }

    /** The given events that are in the log, in its order, each as often as it is there. */
    public List<String> of(Collection<String> ids) throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(OF_THESE)) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            return ids(statement);
        }
    }

    /** The events of the same stream and type as a given one, newest first. */
    public List<String> like(String id) throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(LIKE_THIS)) {
            statement.setString(1, id);
            return ids(statement);
        }
    }

    private static List<String> ids(PreparedStatement statement) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }
}
