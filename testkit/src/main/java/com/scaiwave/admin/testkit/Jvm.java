package com.scaiwave.admin.testkit;

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
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process of the product. Its output goes to a file, and is searched for {@code ready} meanwhile.
 */
public final class Jvm {
    /** Long, for a machine that is busy with other work. */
    private static final Duration START = Duration.ofMinutes(4);

    private static final Duration STOP = Duration.ofSeconds(60);
    private static final String READY = "ready ";
    private static final Path PROCESSES = Path.of("/proc");

    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final Thread follower;

    private Jvm(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.follower = Thread.ofPlatform().daemon().name("output-" + log).start(this::follow);
    }

    /**
     * Starts a process, and returns at once.
     *
     * @param log the file that its output is appended to
     */
    public static Jvm start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new Jvm(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the process has printed that it is ready.
     *
     * @return the text after "ready"
     * @throws IllegalStateException with the end of its output, if it ended or took over four
     *     minutes
     */
    public String awaitReady() {
        try {
            return ready.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw failed("It was not ready within " + START);
        } catch (ExecutionException e) {
            throw failed("It ended without being ready");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits until it has ended with 0, and its output is in the file. */
    public void awaitDone() {
        if (awaitEnd() != 0) {
            throw failed("It ended with " + process.exitValue());
        }
    }

    /**
     * Waits until it has ended, and its output is in the file.
     *
     * @return its exit code
     */
    public int awaitEnd() {
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                throw failed("It did not end within " + START);
            }
            follower.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** What is in its file so far: the output of all processes that were given that file. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Its resident memory in bytes; empty if it has ended, or the system does not tell. */
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

    /** SIGTERM; does not wait. */
    public void terminate() {
        process.destroy();
    }

    /**
     * SIGTERM, and SIGKILL after a minute; waits for the end.
     *
     * @return whether it ended without SIGKILL
     */
    public boolean stop() {
        if (!process.isAlive()) {
            return true;
        }
        thaw();
        process.destroy();
        try {
            if (process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill9();
        return false;
    }

    /** SIGKILL; waits for the end. */
    public void kill9() {
        Signals.kill(List.of(process.toHandle()));
    }

    /** SIGSTOP. */
    public void freeze() {
        Signals.send("STOP", List.of(process.toHandle()));
    }

    /** SIGCONT. */
    public void thaw() {
        Signals.send("CONT", List.of(process.toHandle()));
    }

    private void follow() {
        try (BufferedReader lines = process.inputReader(UTF_8);
                BufferedWriter out =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line + "\n");
                out.flush();
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()).strip());
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("end of output"));
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted");
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
