package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.client.LogTable.Row;
import com.scaiwave.admin.torture.client.Wire;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends every endpoint of the document unexpected input. Each must answer 4xx in the envelope, or
 * 2xx if the request happens to be valid. A 4xx must change nothing, and nothing may be logged
 * unescaped.
 */
public final class BadInput implements Case {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SENDERS = 6;

    /** Statuses that may change when another request comes between two equal ones. */
    private static final Set<Integer> DEPENDS = Set.of(409, 412, 422);

    private static final Pattern LEAK =
            Pattern.compile("(?i)exception|\\tat |org\\.springframework|jetty|stack_?trace");

    /** Other lines that a JVM and the command line print. */
    private static final Pattern SPOKEN =
            Pattern.compile("(ready |WARNING|OpenJDK|the database ).*");

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        Generator generator = new Generator(cluster, run);
        int wanted = run.count(700, 20_000);
        generator.send(wanted);
        long from = generator.from;
        Set<String> recorded = new HashSet<>();
        for (Row row : new LogTable(cluster).after(from)) {
            recorded.add(row.request());
        }
        recorded.retainAll(generator.refused);
        recorded.forEach(id -> run.found(id + " was refused, and is in the log"));
        for (Path log : cluster.logs()) {
            checkLines(cluster, run, log);
        }
        run.figure("requests", generator.sent.get());
        run.figure("answers by status", new TreeMap<>(generator.statuses));
        run.found(new LogTable(cluster).unsound());
    }

    private static void checkLines(Cluster cluster, Run run, Path log) throws Exception {
        int bad = 0;
        for (String line : Files.readAllLines(log)) {
            boolean spoken = cluster.topology() == Topology.SPLIT && SPOKEN.matcher(line).matches();
            if (!spoken && !isOwn(line) && bad++ < 3) {
                run.found("a line of " + log.getFileName() + " is " + line);
            }
        }
    }

    /** Whether a line is one JSON object, and not one that a client has injected. */
    private static boolean isOwn(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json.has("@timestamp") && !json.path("message").asString("").equals("INJECTED");
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Makes requests from the document's examples, spoils them, and checks the answers. */
    private static final class Generator {
        private final Cluster cluster;
        private final Run run;
        private final Client client;
        private final String tenant;
        private final String prefix = "bad-" + Long.toString(System.nanoTime(), 36) + "-";
        private final List<Example> examples = new ArrayList<>();
        private final AtomicInteger sent = new AtomicInteger();
        private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        private final Set<String> refused = ConcurrentHashMap.newKeySet();
        private final long from;

        Generator(Cluster cluster, Run run) throws Exception {
            this.cluster = cluster;
            this.run = run;
            this.client = Clients.operator(cluster, "bad-input");
            this.tenant = Clients.tenants(client, cluster.door(), 1).getFirst();
            this.from = new LogTable(cluster).head();
            client.demand(cluster.door(), Call.get("/v1/openapi.json"))
                    .json()
                    .get("paths")
                    .forEachEntry((path, operations) ->
                            operations.forEachEntry((method, operation) ->
                                    examples.add(
                                            new Example(
                                                    method.toUpperCase(Locale.ROOT),
                                                    path,
                                                    operation))));
        }

        void send(int wanted) throws Exception {
            Together.times(
                    SENDERS,
                    n -> {
                        Random random = run.random(n);
                        while (sent.get() < wanted && run.hasTime()) {
                            one(sent.incrementAndGet(), random);
                        }
                        return n;
                    });
        }

        private void one(int number, Random random) {
            Example example = examples.get(random.nextInt(examples.size()));
            String id = prefix + number;
            Nonsense nonsense = example.request(headers(id, example)).spoil(random);
            Answer answer = Wire.exchange(cluster.door(), nonsense.pieces(), nonsense.isHalf());
            statuses.merge(answer.status(), 1, Integer::sum);
            judge(nonsense, answer);
            if (answer.isRefused()) {
                refused.add(id);
                if (cluster.topology() == Topology.SPLIT && !DEPENDS.contains(answer.status())) {
                    compare(nonsense, answer);
                }
            }
            if (number % 1_000 == 0) {
                run.say(number + " requests");
            }
        }

        private List<String> headers(String id, Example example) {
            return List.of(
                    "Host: " + cluster.door().getAuthority(),
                    "Authorization: " + client.authorization(),
                    "X-Request-Id: " + id,
                    "X-Tenant-Id: " + tenant,
                    "Accept: application/json",
                    "Content-Type: " + example.type());
        }

        private void judge(Nonsense nonsense, Answer answer) {
            JsonNode error =
                    answer.json().has("error") ? answer.json().get("error") : answer.json();
            boolean enveloped =
                    error.path("code").asString("").startsWith("SW_")
                            && !error.path("request_id").asString("").isEmpty();
            boolean allowed =
                    answer.isAcknowledged()
                            || answer.status() == 304
                            || (answer.isRefused() && enveloped);
            if (!allowed && !(answer.status() == 0 && nonsense.isHalf())) {
                run.found(nonsense + " was answered " + answer);
            } else if (answer.isRefused() && LEAK.matcher(answer.text()).find()) {
                run.found(nonsense + " reveals internals: " + answer);
            }
        }

        /** Checks that the gateway answers as the side behind it does. */
        private void compare(Nonsense nonsense, Answer answer) {
            List<URI> doors = nonsense.isRead() ? cluster.readDoors() : cluster.writeDoors();
            Answer direct = Wire.exchange(doors.getLast(), nonsense.pieces(), nonsense.isHalf());
            if (direct.status() != answer.status() || !direct.code().equals(answer.code())) {
                run.found(
                        "%s: the gateway says %s, the side %s".formatted(nonsense, answer, direct));
            }
        }
    }

    /** An operation of the document. */
    private record Example(String method, String path, JsonNode operation) {
        Nonsense request(List<String> headers) {
            String target =
                    path.replace("{slug}", "scailabs/poolnoodle-mini")
                            .replace("{plugin_id}", "scaiwave.web")
                            .replaceAll("\\{[a-z_]+}", "prt_demo");
            return new Nonsense(method, target, headers, body());
        }

        String type() {
            return content().propertyNames().stream().findFirst().orElse("application/json");
        }

        private String body() {
            for (JsonNode media : content()) {
                for (JsonNode example : media.path("examples")) {
                    return example.path("value").toString();
                }
            }
            return "";
        }

        private JsonNode content() {
            return operation.path("requestBody").path("content");
        }
    }
}
