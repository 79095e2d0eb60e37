package com.scaiwave.admin.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The PostgreSQL of an all-in-one process, and what may happen to it. */
public record Postgres(Path folder) {

    /** A connection as the superuser, who may what none of the processes may. */
    public Connection connect() {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:"
                            + postmasterPid().get(3).strip()
                            + "/scaiwave?user=postgres");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process that all others of it descend from. */
    public ProcessHandle postmaster() {
        return ProcessHandle.of(Long.parseLong(postmasterPid().getFirst().strip())).orElseThrow();
    }

    /** {@code kill -9}, as when the machine runs out of memory. */
    public void kill() {
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
    }

    /** Has it neither answer nor refuse anything until it is resumed. */
    public void pause() {
        ProcessHandle postmaster = postmaster();
        signal("-STOP", Stream.of(postmaster));
        signal("-STOP", postmaster.descendants());
    }

    public void resume() {
        ProcessHandle postmaster = postmaster();
        signal("-CONT", Stream.concat(Stream.of(postmaster), postmaster.descendants()));
    }

    private static void signal(String signal, Stream<ProcessHandle> processes) {
        List<String> command =
                Stream.concat(
                                Stream.of("kill", signal),
                                processes.map(process -> Long.toString(process.pid())))
                        .toList();
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> postmasterPid() {
        try {
            return Files.readAllLines(folder.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
