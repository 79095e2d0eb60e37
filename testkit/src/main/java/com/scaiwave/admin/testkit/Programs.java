package com.scaiwave.admin.testkit;

import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The programs of the product, each with its rehearsal: a first start on an empty folder. What that
 * leaves is the data of a new deployment, and tests copy it instead of making their own.
 */
public final class Programs {
    private static final List<String> ANY_PORTS =
            List.of("--server.port=0", "--management.server.port=0");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> READS =
            List.of(
                    "ai-config",
                    "prompt-studio",
                    "note-processing",
                    "stats",
                    "audit?limit=20",
                    "models/catalog",
                    "plugins",
                    "participants");

    private Programs() {}

    /** The all-in-one; {@link Program#copyData} gives its data folder with the demo tenant. */
    public static Program allInOne(Path jar) {
        return Program.of(jar, Programs::serve);
    }

    /**
     * Gateway and nodes; {@link Program#copyData} gives the data directory of their PostgreSQL,
     * with the passwords of {@link DurablePostgres#settings} and the demo tenant.
     */
    public static Program node(Path jar) {
        return Program.of(jar, Programs::startCommandNode);
    }

    /** The master key that seals the values in the data of {@link #node}. */
    public static String masterKey(Program node) {
        try {
            return Files.readString(node.rehearsed("new-master-key.log")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(
            List<String> unobserved, List<String> observed, Path folder, Path data)
            throws IOException {
        Jvm server =
                Jvm.start(
                        Program.with(
                                observed, List.of("serve", "--port", "0", "--data", "" + data)),
                        Map.of(),
                        folder.resolve("rehearsal.log"));
        try {
            URI door = URI.create(server.awaitReady());
            String token =
                    Client.anonymous(PATIENCE)
                            .token(door.resolve("/dev/token"), "{\"roles\":[\"super_admin\"]}");
            Client operator = Client.bearer(token, PATIENCE);
            for (String read : READS) {
                operator.demand(door, Call.get("/v1/admin/" + read).on("tnt_demo"));
            }
        } finally {
            end(server);
        }
        // So that the log of a copy has only lines of its own.
        Files.delete(data.resolve("admin.log"));
    }

    private static void startCommandNode(
            List<String> unobserved, List<String> observed, Path folder, Path data)
            throws IOException {
        Path key = folder.resolve("new-master-key.log");
        Jvm.start(Program.with(unobserved, List.of("new-master-key")), Map.of(), key).awaitDone();
        try (DurablePostgres postgres = new DurablePostgres(data)) {
            postgres.start();
            Map<String, String> settings = new TreeMap<>(postgres.settings());
            settings.put("SCAIWAVE_VAULT_MASTERKEY", Files.readString(key).strip());
            settings.put("SCAIWAVE_AUTH_ISSUER", Ports.url(Ports.free()).toString());
            settings.put("SERVER_ADDRESS", "127.0.0.1");
            settings.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
            Jvm.start(
                            Program.with(unobserved, List.of("migrate")),
                            settings,
                            folder.resolve("migrate.log"))
                    .awaitDone();
            Jvm node =
                    Jvm.start(
                            Program.with(
                                    Program.with(observed, List.of("command", "--demo")),
                                    ANY_PORTS),
                            settings,
                            folder.resolve("rehearsal.log"));
            try {
                node.awaitReady();
            } finally {
                end(node);
            }
        }
    }

    /** A JVM that records takes longer than others to end. */
    private static void end(Jvm recorded) {
        recorded.terminate();
        recorded.awaitEnd();
    }
}
