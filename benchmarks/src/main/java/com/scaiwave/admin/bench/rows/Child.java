package com.scaiwave.admin.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.testkit.Together;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Runs this program in another process, to be killed. */
final class Child implements AutoCloseable {
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";
    private static final String BENCH = "com.scaiwave.admin.bench.Bench";

    private final Process process;
    private final Writer in;
    private final Thread reader;

    private Child(Process process, Writer in, Consumer<String> lines) {
        this.process = process;
        this.in = in;
        this.reader = Thread.ofPlatform().daemon().start(() -> follow(lines));
    }

    /**
     * Starts it.
     *
     * @param secret a secret that is passed on standard input, so that no other process sees it
     * @param lines receives its output, line by line
     */
    static Child start(String secret, Consumer<String> lines, List<String> arguments) {
        boolean jar =
                Child.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()
                        .contains("!");
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xmx512m", "-cp"));
        command.add(System.getProperty("java.class.path"));
        // As in this JVM: the smoke test's has C1 only, which is cheaper for short-lived processes.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:TieredStopAtLevel"))
                .forEach(command::add);
        command.add(jar ? LAUNCHER : BENCH);
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Writer in = process.outputWriter(UTF_8);
            in.write(secret + "\n");
            in.flush();
            return new Child(process, in, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Called in the child: reads the secret. The child ends when its parent does, for whatever
     * reason.
     *
     * @return the secret
     */
    static String told() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        String secret = Objects.requireNonNull(in.readLine(), "it is started by another process");
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    in.lines().forEach(_ -> {});
                    Runtime.getRuntime().halt(0);
                });
        return secret;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when all of its output was received. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        Together.join(List.of(reader));
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs on a platform thread: reading a pipe pins a virtual thread to its carrier. */
    private void follow(Consumer<String> lines) {
        try (BufferedReader said = process.inputReader(UTF_8)) {
            said.lines().forEach(lines);
        } catch (IOException | UncheckedIOException e) {
            if (process.isAlive()) {
                throw new IllegalStateException("can't be heard any more", e);
            }
        }
    }
}
