package com.scaiwave.admin.contract.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of the deployment under test, from an executable jar; its output goes to a file. */
final class Jvm {

    private static final long START_SECONDS = 240;
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private Jvm(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread.ofPlatform().daemon().start(this::follow);
    }

    /**
     * Starts it.
     *
     * @param name of the log file, below target
     * @param options of the JVM
     */
    static Jvm start(
            String name,
            Path jar,
            List<String> options,
            Map<String, String> environment,
            List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new Jvm(builder.start(), target().resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where files of this run go. */
    static Path target() throws IOException {
        return Files.createDirectories(Path.of("target").toAbsolutePath());
    }

    /** What stands behind "ready" in its output, as soon as that is there. */
    String awaitReady() {
        try {
            return ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw failed("It was not ready within " + START_SECONDS + " s");
        } catch (Exception e) {
            throw failed("It ended without being ready");
        }
    }

    /** Waits until it has done its work and ended. */
    void awaitDone() {
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw failed("It did not end well");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has printed so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        process.destroy();
    }

    void awaitStop() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private void follow() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var out = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line + "\n");
                out.flush();
                if (line.startsWith("ready ")) {
                    ready.complete(line.substring("ready ".length()).strip());
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("end of output"));
    }

    private IllegalStateException failed(String why) {
        try {
            List<String> lines = Files.readAllLines(log);
            String end =
                    String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
            return new IllegalStateException(why + "; the end of " + log + ":\n" + end);
        } catch (IOException e) {
            return new IllegalStateException(why + "; there is no " + log, e);
        }
    }
}
