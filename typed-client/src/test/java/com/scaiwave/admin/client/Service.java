package com.scaiwave.admin.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.scaiwave.admin.client.invoker.ApiClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;

/** An all-in-one process on a data folder of its own, and generated clients that call it. */
final class Service {

    private static final Path JAR = Path.of("../api-gateway/allinone/target/admin.jar");
    private static final long START_SECONDS = 240;
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final URI address;
    private final Set<String> called = new ConcurrentSkipListSet<>();

    private Service(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static Service start() throws Exception {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("There is no " + JAR + ": run ./admin prepare");
        }
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-jar",
                                JAR.toString(),
                                "serve",
                                "--port",
                                String.valueOf(freePort()),
                                "--data",
                                Files.createTempDirectory(target, "story").toString())
                        .redirectErrorStream(true)
                        .start();
        var ready = new CompletableFuture<URI>();
        Thread.ofPlatform().daemon().start(() -> follow(process, target, ready));
        try {
            return new Service(process, ready.get(START_SECONDS, TimeUnit.SECONDS));
        } catch (Exception e) {
            process.destroy();
            throw e;
        }
    }

    private static void follow(Process process, Path target, CompletableFuture<URI> ready) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var out = Files.newBufferedWriter(target.resolve("story.log"))) {
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
        ready.completeExceptionally(
                new IllegalStateException("It ended without being ready: see story.log"));
    }

    /** A client with a token of these claims; each of its calls is noted in {@link #called}. */
    ApiClient client(Map<String, Object> claims) throws IOException, InterruptedException {
        String token = token(claims);
        return client().setRequestInterceptor(
                        request -> request.header("Authorization", "Bearer " + token));
    }

    /** A client without a token. */
    ApiClient client() {
        var client = new ApiClient();
        client.updateBaseUri(address.toString());
        return client.setResponseInterceptor(response ->
                called.add(
                        response.request().method() + " " + response.request().uri().getRawPath()));
    }

    /** Method and path of all calls so far. */
    Set<String> called() {
        return called;
    }

    /** Development tokens are not part of the API, so the generated client has no call for them. */
    private String token(Map<String, Object> claims) throws IOException, InterruptedException {
        var mapper = new ObjectMapper();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(address.resolve("/dev/token"))
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    mapper.writeValueAsString(claims)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return mapper.readTree(response.body()).get("access_token").asText();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
