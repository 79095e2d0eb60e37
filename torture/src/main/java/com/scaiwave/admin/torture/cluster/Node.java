package com.scaiwave.admin.torture.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A JVM of a deployment. It keeps its address and its log file when it is started again. */
public final class Node {
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 40;
    private static final int STARTS = 3;
    private static final List<String> SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+EnableDynamicAgentLoading",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Djdk.nio.maxCachedBufferSize=262144",
                    "-Ddisable-axoniq-console-message=true",
                    "-Duser.timezone=UTC");

    private final String name;
    private final URI url;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> environment;
    private @Nullable Process process;
    private CompletableFuture<String> ready = new CompletableFuture<>();

    /**
     * Not yet started.
     *
     * @param url where it will listen
     * @param log where its output goes
     * @param arguments behind {@code java -jar jar}
     */
    Node(
            String name,
            URI url,
            Path log,
            Path jar,
            List<String> arguments,
            Map<String, String> environment) {
        this.name = name;
        this.url = url;
        this.log = log;
        this.environment = Map.copyOf(environment);
        List<String> all = new ArrayList<>();
        all.add(ProcessHandle.current().info().command().orElse("java"));
        all.addAll(SMALL);
        all.addAll(List.of("-jar", jar.toString()));
        all.addAll(arguments);
        this.command = List.copyOf(all);
    }

    public String name() {
        return name;
    }

    public URI url() {
        return url;
    }

    /** Its output, of all its lives. */
    public Path log() {
        return log;
    }

    public long pid() {
        return running().pid();
    }

    /** Starts it, and returns at once. */
    public void launch() {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process started = builder.start();
            CompletableFuture<String> said = new CompletableFuture<>();
            process = started;
            ready = said;
            Thread.ofVirtual().name("output-" + name).start(() -> follow(started, said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it says that it is ready. One that ends instead is started again, twice. */
    public void awaitReady() {
        for (int attempt = 1; ; attempt++) {
            try {
                ready.get(START_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException | ExecutionException e) {
                if (attempt == STARTS || running().isAlive()) {
                    throw new IllegalStateException(
                            name + " is not ready; see the end of " + log, e);
                }
                launch();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** Returns when it has ended; fails if it did not end well. */
    void awaitDone() {
        try {
            if (!running().waitFor(START_SECONDS, TimeUnit.SECONDS) || running().exitValue() != 0) {
                throw new IllegalStateException(name + " did not end well; see " + log);
            }
            // Until the last of its output is in the file.
            ready.exceptionally(_ -> "").join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** SIGKILL. */
    public void kill9() {
        Signals.kill(List.of(running().toHandle()));
    }

    /** SIGSTOP. */
    public void freeze() {
        Signals.send("STOP", List.of(running().toHandle()));
    }

    /** SIGCONT. */
    public void thaw() {
        Signals.send("CONT", List.of(running().toHandle()));
    }

    /**
     * SIGTERM, and SIGKILL if that takes too long.
     *
     * @return whether it ended by itself
     */
    public boolean stop() {
        Process last = process;
        if (last == null || !last.isAlive()) {
            return true;
        }
        thaw();
        last.destroy();
        try {
            if (last.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        last.destroyForcibly();
        return false;
    }

    @Override
    public String toString() {
        return name;
    }

    private Process running() {
        Process last = process;
        if (last == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return last;
    }

    private void follow(Process started, CompletableFuture<String> said) {
        try (BufferedReader lines = started.inputReader(UTF_8);
                BufferedWriter out =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line + "\n");
                out.flush();
                if (line.startsWith("ready ")) {
                    said.complete(line);
                }
            }
        } catch (IOException e) {
            said.completeExceptionally(e);
        }
        said.completeExceptionally(new IllegalStateException("it ended"));
    }
}
