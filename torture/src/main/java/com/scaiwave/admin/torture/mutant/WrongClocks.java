package com.scaiwave.admin.torture.mutant;

import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The clocks of a running deployment, which can be set; closing this sets them right again. */
public final class WrongClocks implements AutoCloseable {
    private static final String CLOCK = "java.time.Clock.currentInstant";
    private static final String RIGHT =
            """
            create or replace function pg_catalog.clock_timestamp() returns timestamptz
            language internal volatile strict parallel safe as 'clock_timestamp'
            """;
    private final Cluster cluster;
    private final Set<Node> changed = new HashSet<>();

    public WrongClocks(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Sets a process's clock ahead by a duration. */
    public void step(Node node, Duration ahead) throws IOException {
        changed.add(node);
        Agent.tell(node, ahead.toSeconds() + " " + CLOCK);
    }

    /** Sets PostgreSQL's clock ahead by a duration. */
    public void stepPostgres(Duration ahead) throws SQLException {
        replace(
                """
                create or replace function pg_catalog.clock_timestamp() returns timestamptz
                language sql volatile strict parallel safe
                as $$ select timeofday()::timestamptz + interval '%d seconds' $$
                """
                        .formatted(ahead.toSeconds()));
    }

    @Override
    public void close() throws IOException, SQLException {
        for (Node node : changed) {
            Agent.tell(node, "off " + CLOCK);
        }
        replace(RIGHT);
    }

    private void replace(String function) throws SQLException {
        try (Connection connection = cluster.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set allow_system_table_mods = on");
            statement.execute(function);
            // Cached plans contain the old clock. When any schema changes, PostgreSQL plans all
            // statements anew.
            statement.execute("create schema clock_has_jumped");
            statement.execute("drop schema clock_has_jumped");
        }
    }
}
