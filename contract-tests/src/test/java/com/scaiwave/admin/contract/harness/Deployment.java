package com.scaiwave.admin.contract.harness;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The deployment under test: the one that {@code scaiwave.url} names, else an all-in-one process of
 * our own, started once for all test classes and stopped with the JVM.
 */
public final class Deployment {

    private static final long START_SECONDS = 240;
    private static final long STOP_SECONDS = 30;

    private Deployment() {}

    /** The address, without a slash at its end; starts the process if there is none yet. */
    public static URI address() {
        if (Running.ADDRESS instanceof URI address) {
            return address;
        }
        throw new IllegalStateException(String.valueOf(Running.ADDRESS));
    }

    /** Where tokens are fetched: {@code scaiwave.tokens}, else the deployment's own endpoint. */
    public static URI tokenEndpoint() {
        String configured = System.getProperty("scaiwave.tokens");
        return URI.create(configured != null ? configured : address() + "/dev/token");
    }

    private static final class Running {
        /** A URI, or why there is none: each test says so, not only the first. */
        private static final Object ADDRESS = find();

        private static Object find() {
            String url = System.getProperty("scaiwave.url");
            try {
                return url != null ? URI.create(url.replaceAll("/+$", "")) : start(jar());
            } catch (RuntimeException e) {
                return e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause());
            }
        }
    }

    private static Path jar() {
        Path jar =
                Path.of(
                        System.getProperty(
                                "scaiwave.jar", "../api-gateway/allinone/target/admin.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "Nothing to test: give -Dscaiwave.url=http://… of a running deployment, or"
                            + " -Dscaiwave.jar=… of an all-in-one jar. There is none at "
                            + jar.toAbsolutePath().normalize());
        }
        return jar;
    }

    private static URI start(Path jar) {
        try {
            String java = ProcessHandle.current().info().command().orElse("java");
            int port = freePort();
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path data = Files.createTempDirectory(target, "deployment");
            Path log = target.resolve("deployment.log");
            Process process =
                    new ProcessBuilder(
                                    List.of(
                                            java,
                                            "-jar",
                                            jar.toString(),
                                            "serve",
                                            "--port",
                                            String.valueOf(port),
                                            "--data",
                                            data.toString()))
                            .redirectErrorStream(true)
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
            return awaitReady(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI awaitReady(Process process, Path log) {
        var ready = new CompletableFuture<URI>();
        Thread.ofPlatform().daemon().start(() -> follow(process, log, ready));
        try {
            return ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw unready("No 'ready http://…' within " + START_SECONDS + " s", log);
        } catch (Exception e) {
            throw unready("The process ended without being ready", log);
        }
    }

    private static IllegalStateException unready(String why, Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            String end =
                    String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
            return new IllegalStateException(why + "; the end of " + log + ":\n" + end);
        } catch (IOException e) {
            return new IllegalStateException(why + "; there is no " + log, e);
        }
    }

    private static void follow(Process process, Path log, CompletableFuture<URI> ready) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var out = Files.newBufferedWriter(log)) {
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

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
