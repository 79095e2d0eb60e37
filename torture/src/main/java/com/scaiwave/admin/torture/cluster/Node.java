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
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JVM of a deployment. It keeps its address and its log file when it is started again. */
public final class Node {
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 40;
    private static final int STARTS = 3;
    private static final Path PROCESSES = Path.of("/proc");
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+UseTransparentHugePages",
                    "-XX:+UseCompactObjectHeaders",
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
    private final Footprint footprint;
    private final List<String> command;
    private final Map<String, String> environment;
    private @Nullable Process process;
    private CompletableFuture<String> ready = new CompletableFuture<>();

    /**
     * Not yet started.
     *
     * @param url where it will listen
     * @param log where its output goes
     * @param footprint how much memory it has
     * @param arguments behind {@code java -jar jar}
     */
    Node(
            String name,
            URI url,
            Path log,
            Path jar,
            Footprint footprint,
            List<String> arguments,
            Map<String, String> environment) {
        this.name = name;
        this.url = url;
        this.log = log;
        this.footprint = footprint;
        this.environment = Map.copyOf(environment);
        List<String> all = new ArrayList<>();
        all.add(ProcessHandle.current().info().command().orElse("java"));
        all.addAll(OPTIONS);
        all.addAll(footprint.options());
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

    public boolean isAlive() {
        return running().isAlive();
    }

    /** The most resident memory that it may have, in bytes. */
    public long residentLimit() {
        return footprint.limit();
    }

    /** Its resident memory in bytes; empty where it has ended, or the system does not tell. */
    public OptionalLong resident() {
        Path status = PROCESSES.resolve(Long.toString(pid())).resolve("status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(l -> l.startsWith("VmRSS:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
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
