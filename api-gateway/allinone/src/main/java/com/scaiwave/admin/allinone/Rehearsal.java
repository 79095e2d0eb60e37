package com.scaiwave.admin.allinone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends a running server what clients usually send. */
final class Rehearsal {
    private static final int CLIENTS = 8;
    private static final List<Step> STEPS =
            List.of(
                    new Step("PUT", "ai-config", config("Be kind.")),
                    new Step("GET", "ai-config", ""),
                    new Step("PUT", "ai-config", config("Be brief.")),
                    new Step("GET", "prompt-studio", ""),
                    new Step("GET", "note-processing", ""),
                    new Step("GET", "stats", ""),
                    new Step("GET", "audit?limit=20", ""),
                    new Step("GET", "models/catalog", ""),
                    new Step("POST", "models/mistralai/voxtral-small-latest/enable", ""),
                    new Step("POST", "models/mistralai/voxtral-small-latest/disable", ""),
                    new Step("GET", "plugins", ""),
                    new Step("POST", "plugins/scaiwave.web_search/enable", ""),
                    new Step("POST", "plugins/scaiwave.web_search/disable", ""),
                    new Step("GET", "participants", ""),
                    new Step("GET", "tenants", ""),
                    new Step("PUT", "ai-config", "{}"));

    private final JsonMapper mapper = new JsonMapper();
    private final URI door;
    private final HttpClient http;

    Rehearsal(URI door, HttpClient http) {
        this.door = door;
        this.http = http;
    }

    /** Runs the clients for a time; each has a tenant of its own. */
    void run(Duration time) throws IOException, InterruptedException, ExecutionException {
        String token = json("/dev/token", "", "{\"roles\":[\"super_admin\"]}", "access_token");
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> work =
                    IntStream.range(0, CLIENTS)
                            .<Callable<Void>>mapToObj(n -> () -> client(n, token, end))
                            .toList();
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
        }
    }

    private Void client(int number, String token, long end)
            throws IOException, InterruptedException {
        String tenant =
                json(
                        "/v1/admin/tenants",
                        token,
                        "{\"slug\":\"rehearsal-%d\",\"name\":\"Rehearsal\",\"partner_id\":\"prt_demo\"}"
                                .formatted(number),
                        "data",
                        "id");
        while (System.nanoTime() - end < 0) {
            for (Step step : STEPS) {
                HttpRequest.Builder request =
                        request("/v1/admin/" + step.path(), token)
                                .header("X-Tenant-Id", tenant)
                                .method(step.method(), BodyPublishers.ofString(step.body()));
                int status = http.send(request.build(), BodyHandlers.ofByteArray()).statusCode();
                if (status >= 400) {
                    throw new IllegalStateException(
                            step.method() + " " + step.path() + " answered " + status);
                }
            }
        }
        return null;
    }

    private String json(String path, String token, String body, String... field)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        request(path, token).POST(BodyPublishers.ofString(body)).build(),
                        BodyHandlers.ofString());
        JsonNode value = mapper.readTree(response.body());
        for (String name : field) {
            value = value.path(name);
        }
        if (!value.isString()) {
            throw new IllegalStateException(path + " answered " + response.statusCode());
        }
        return value.asString();
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(door.resolve(path))
                        .header("Content-Type", "application/json");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static String config(String prompt) {
        return """
        {"default_model":"claude-sonnet-4-6","enabled_models":["claude-sonnet-4-6","scailar-pro"],
         "system_prompt_templates":[{"name":"Tone","prompt":"%s"}],
         "scaigrid_auth_mode":"per_user_exchange"}
        """
                .formatted(prompt);
    }

    private record Step(String method, String path, String body) {}
}
