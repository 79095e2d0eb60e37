package com.scaiwave.admin.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An all-in-one process of the test's own, for what is configured, and for what is done to it from
 * outside. Its clients are checked as those of the deployment under test.
 */
public final class AllInOne implements AutoCloseable {

    private static final long START_SECONDS = 240;
    private static final long STOP_SECONDS = 60;

    private final Path data;
    private final Path output;
    private @Nullable Process process;
    private @Nullable URI address;

    private AllInOne(String name) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            this.data = Files.createTempDirectory(target, name);
            this.output = target.resolve(data.getFileName() + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one on a data folder of its own, and waits until it is ready. */
    public static AllInOne start(String name, Map<String, String> environment) {
        AllInOne started = prepare(name);
        started.start(environment);
        return started;
    }

    /** One that has an empty data folder, and was not started yet. */
    public static AllInOne prepare(String name) {
        assumeThat(Deployment.isOurs()).as("there is a jar to start").isTrue();
        return new AllInOne(name);
    }

    /** Starts it on the data that it has, after {@link #stop}. */
    public void start(Map<String, String> environment) {
        try {
            CompletableFuture<URI> ready = launch(environment, freePort());
            address = ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            close();
            throw new IllegalStateException(
                    "No 'ready http://…' within " + START_SECONDS + " s; " + end());
        } catch (Exception e) {
            throw new IllegalStateException("The process ended without being ready; " + end(), e);
        }
    }

    /** Tries to start it on the data that it has, and gives what it says instead of being ready. */
    public String refusal(Map<String, String> environment) {
        try {
            return refusal(environment, freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, on a port of the caller's choice. */
    public String refusal(Map<String, String> environment, int port) {
        try {
            assertThat(launch(environment, port)).failsWithin(START_SECONDS, TimeUnit.SECONDS);
            Process ended = Objects.requireNonNull(process);
            assertThat(ended.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(ended.exitValue()).isEqualTo(1);
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops it as an operator would, and waits until it has ended. */
    public void stop() {
        Process running = Objects.requireNonNull(process);
        running.destroy();
        try {
            assertThat(running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("it stops").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
        }
    }

    public URI address() {
        return Objects.requireNonNull(address);
    }

    /** The folder that it keeps its data in. */
    public Path data() {
        return data;
    }

    /** What it has printed. */
    public Path output() {
        return output;
    }

    /** A client with a token of these claims: names and values by turns. */
    public Api client(@Nullable Object... claims) {
        return Api.bearer(Tokens.from(URI.create(address() + "/dev/token"), claims)).at(address());
    }

    /** Without a token. */
    public Api anonymous() {
        return Api.anonymous().at(address());
    }

    public Api operator() {
        return client("sub", "usr_operator", "roles", List.of("super_admin"));
    }

    /** An admin of a tenant. */
    public Api admin(String tenantId, String sub) {
        return client("sub", sub, "tenant_id", tenantId, "roles", List.of("tenant_admin"));
    }

    /** The PostgreSQL that it runs. */
    public Postgres postgres() {
        return new Postgres(data.resolve("postgres"));
    }

    private CompletableFuture<URI> launch(Map<String, String> environment, int port)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        ProcessHandle.current().info().command().orElse("java"),
                                        "-XX:+ExitOnOutOfMemoryError",
                                        "-Djdk.nio.maxCachedBufferSize=262144",
                                        "-jar",
                                        Deployment.jar().toString(),
                                        "serve",
                                        "--port",
                                        String.valueOf(port),
                                        "--data",
                                        data.toString()))
                        .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        var ready = new CompletableFuture<URI>();
        Thread.ofPlatform().daemon().start(() -> follow(started, ready));
        return ready;
    }

    private void follow(Process started, CompletableFuture<URI> ready) {
        try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
                var out = Files.newBufferedWriter(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line + "\n");
                out.flush();
                if (line.startsWith("ready http://")) {
                    ready.complete(URI.create(line.substring("ready ".length()).strip()));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("end of output"));
    }

    private String end() {
        try {
            List<String> lines = Files.readAllLines(output);
            return "the end of "
                    + output
                    + ":\n"
                    + String.join(
                            "\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "there is no " + output;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
