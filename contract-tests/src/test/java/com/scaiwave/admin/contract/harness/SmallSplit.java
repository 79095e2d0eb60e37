package com.scaiwave.admin.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * A split deployment of a test's own, to disturb its database: a gateway, a process of each side,
 * and a PostgreSQL.
 *
 * @param address that of the gateway
 * @param tokenEndpoint where tokens are issued with any claims
 * @param split its processes
 */
public record SmallSplit(URI address, URI tokenEndpoint, Split split) implements OwnDeployment {

    /**
     * Starts one and waits until it is ready.
     *
     * @param data an empty folder for its database
     */
    public static SmallSplit start(Path data) {
        try {
            Deployment.Running running = Split.small(data);
            return new SmallSplit(
                    running.address(),
                    running.tokenEndpoint(),
                    Objects.requireNonNull(running.split()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops PostgreSQL; the other processes go on. */
    public void stopDatabase() {
        split.database().stop();
    }

    /** Starts PostgreSQL on the data in its folder, on the same port. */
    public void startDatabase() {
        try {
            split.database().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process has printed so far, its log included. */
    public String output(String process) {
        return split.output(process);
    }

    /** Runs another command of the program on its database. */
    public Outcome run(String... arguments) {
        return split.run(arguments);
    }

    /** A connection of the superuser. */
    public Connection connect() throws SQLException {
        return split.connect();
    }

    @Override
    public void close() {
        split.close();
    }
}
