package com.scaiwave.admin.allinone;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The main process of a data folder's PostgreSQL. */
record Postmaster(Path data, ProcessHandle process, Path executable) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The process that runs on a data folder, if there is one. */
    static Optional<Postmaster> of(Path data) {
        try {
            return pidFile(data).stream()
                    .findFirst()
                    .map(pid -> Long.parseLong(pid.strip()))
                    .flatMap(ProcessHandle::of)
                    .filter(p -> isPostgresOn(data, p))
                    .map(p -> new Postmaster(data, p, Path.of(p.info().command().orElse(""))));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostgresOn(Path data, ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(c -> c.contains("postgres"))
                .filter(c -> c.contains(data.toString()))
                .isPresent();
    }

    private static List<String> pidFile(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** The port that it listens on. */
    int port() throws IOException {
        return Integer.parseInt(pidFile(data).get(3).strip());
    }

    /** Waits until it has ended, for whatever reason. */
    void awaitEnd() throws InterruptedException {
        try {
            process.onExit().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Stops it. If that takes over 30 s it is killed, which costs a recovery at the next start and
     * nothing else.
     */
    void stop() {
        process.destroy();
        if (!hasEnded()) {
            process.destroyForcibly();
            if (!hasEnded()) {
                throw new IllegalStateException(
                        "the PostgreSQL in %s, process %d, does not stop"
                                .formatted(data, process.pid()));
            }
        }
    }

    private boolean hasEnded() {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Starts it again with the options that it had, on the same port.
     *
     * @return whether it runs; it can't while processes of its predecessor linger
     */
    boolean startAgain() throws InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(
                List.of(
                        executable.resolveSibling("pg_ctl").toString(),
                        "restart",
                        "-D",
                        data.toString(),
                        "-w",
                        "-t",
                        Long.toString(PATIENCE.toSeconds())));
        try {
            Process control =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return control.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
