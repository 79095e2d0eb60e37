package com.scaiwave.admin.bench.bed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.testkit.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The process of a server that is measured, with the options that users start it with. */
final class ServerProcess implements AutoCloseable {
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
    private @Nullable Jvm process;

    private ServerProcess(Path log, List<String> command) {
        this.log = log;
        this.command = command;
    }

    /**
     * A program that a launcher starts, as users do; not started yet.
     *
     * @param log the file that its output goes to
     * @param launcher the script that becomes the JVM
     */
    static ServerProcess launched(Path log, Path launcher, List<String> arguments) {
        return new ServerProcess(log, joined(List.of(launcher.toString()), arguments));
    }

    /**
     * A jar with the options of the launcher; not started yet.
     *
     * @param log the file that its output goes to
     * @param jar the jar, which must exist
     */
    static ServerProcess of(Path log, Path jar, List<String> arguments) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("has to be built first: there is no " + jar);
        }
        List<String> java = List.of(ProcessHandle.current().info().command().orElse("java"));
        return new ServerProcess(
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
        Jvm started = Jvm.start(command, Map.of(), log);
        process = started;
        started.awaitReady();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Its resident memory now, in megabytes of a million bytes. */
    double residentMegabytes() {
        Jvm running = process;
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
        if (process != null) {
            process.stop();
        }
    }
}
