package com.scaiwave.admin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL of a deployment, found by its data directory, whatever process started it. */
public final class Postgres {
    private final Path data;

    /**
     * The server of a data directory, running or not.
     *
     * @param data its data directory
     */
    public Postgres(Path data) {
        this.data = data;
    }

    /** A connection of the superuser, not through a proxy. */
    public Connection connect() throws SQLException {
        return connectAs("postgres");
    }

    /** A connection of a role, not through a proxy. */
    public Connection connectAs(String role) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName("scaiwave");
        source.setUser(role);
        source.setConnectTimeout(5);
        source.setSocketTimeout(60);
        return source.getConnection();
    }

    /** The folder that it keeps its data in. */
    public Path data() {
        return data;
    }

    public int port() {
        List<String> lines = pidFile();
        if (lines.size() < 4) {
            throw new IllegalStateException("PostgreSQL is not running in " + data);
        }
        return Integer.parseInt(lines.get(3).strip());
    }

    /** Whether its main process is running. */
    public boolean isRunning() {
        return postmaster().isPresent();
    }

    /** SIGKILL, to the postmaster and all its children. */
    public void kill9() {
        Signals.kill(processes());
    }

    /** SIGSTOP, to all its processes. */
    public void freeze() {
        Signals.send("STOP", processes());
        // Again, for processes that were forked meanwhile.
        Signals.send("STOP", processes());
    }

    /** SIGCONT, to all its processes. */
    public void thaw() {
        Signals.send("CONT", processes());
    }

    /** All its processes, the postmaster first, so that it starts no more of the others. */
    private List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>();
        postmaster()
                .ifPresent(p -> {
                    all.add(p);
                    p.descendants().forEach(all::add);
                });
        return all;
    }

    /** Kills the processes that a killed owner left behind. */
    public void killLeftBehind() {
        thaw();
        Signals.kill(processes());
    }

    /** The parent of all its processes; empty if it is not running. */
    public Optional<ProcessHandle> postmaster() {
        List<String> lines = pidFile();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(p -> p.info().commandLine().orElse("").contains(data.toString()));
    }

    private List<String> pidFile() {
        Path file = data.resolve("postmaster.pid");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
