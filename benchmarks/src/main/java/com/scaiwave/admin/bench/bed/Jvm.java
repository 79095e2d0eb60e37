package com.scaiwave.admin.bench.bed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JVM that runs in a process of its own. */
final class Jvm implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx1g",
                    "-XX:NewSize=128m",
                    "-XX:+UseTransparentHugePages",
                    "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Djdk.nio.maxCachedBufferSize=262144",
                    "-Ddisable-axoniq-console-message=true",
                    "-Duser.timezone=UTC");

    private final Path log;
    private final List<String> command;
    private @Nullable Process process;

    private Jvm(Path log, List<String> command) {
        this.log = log;
        this.command = command;
    }

    /**
     * A program that a launcher starts, as users do; not started yet.
     *
     * @param log the file that its output goes to
     * @param launcher the script that becomes the JVM
     */
    static Jvm launched(Path log, Path launcher, List<String> arguments) {
        return new Jvm(log, joined(List.of(launcher.toString()), arguments));
    }

    /**
     * A jar with the options of the launcher; not started yet.
     *
     * @param log the file that its output goes to
     * @param jar the jar, which must exist
     */
    static Jvm of(Path log, Path jar, List<String> arguments) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("has to be built first: there is no " + jar);
        }
        List<String> java = List.of(ProcessHandle.current().info().command().orElse("java"));
        return new Jvm(
                log,
                joined(joined(java, OPTIONS), joined(List.of("-jar", jar.toString()), arguments)));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * Starts it, and returns when it has printed that it is ready.
     *
     * @return how long that took
     */
    Duration start() {
        long began = System.nanoTime();
        try {
            Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
            process = started;
            CompletableFuture<Long> ready = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> follow(started, ready));
            return Duration.ofNanos(ready.get(START.toSeconds(), TimeUnit.SECONDS) - began);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("it did not start; see the end of " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Its resident memory now, in megabytes of a million bytes. */
    double residentMegabytes() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it was never started");
        }
        try {
            Process ps =
                    new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(running.pid()))
                            .start();
            String kibibytes = new String(ps.getInputStream().readAllBytes(), UTF_8).strip();
            return Long.parseLong(kibibytes) * 1024 / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and SIGKILL if that takes too long. */
    @Override
    public void close() {
        Process last = process;
        if (last == null || !last.isAlive()) {
            return;
        }
        last.destroy();
        try {
            if (last.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        last.destroyForcibly();
    }

    private void follow(Process started, CompletableFuture<Long> ready) {
        try (BufferedReader lines = started.inputReader(UTF_8);
                BufferedWriter out =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready ")) {
                    ready.complete(System.nanoTime());
                }
                out.write(line + "\n");
                out.flush();
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("it ended"));
    }
}
