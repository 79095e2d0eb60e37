package com.scaiwave.admin.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The programs of the product, each with its rehearsal. */
public final class Programs {
    private static final List<String> ANY_PORTS =
            List.of("--server.port=0", "--management.server.port=0");

    private Programs() {}

    /** The all-in-one, which has a command for its rehearsal. */
    public static Program allInOne(Path jar) {
        return Program.of(
                jar,
                (_, observed, folder) ->
                        Jvm.start(
                                        Program.with(
                                                observed, List.of("rehearse", "--seconds", "2")),
                                        Map.of(),
                                        folder.resolve("rehearsal.log"))
                                .awaitDone());
    }

    /**
     * Gateway and nodes; in the rehearsal a command node starts on a PostgreSQL of its own, and
     * ends.
     */
    public static Program node(Path jar) {
        return Program.of(jar, Programs::startCommandNode);
    }

    private static void startCommandNode(
            List<String> unobserved, List<String> observed, Path folder) throws IOException {
        Path data = Files.createDirectory(folder.resolve("postgres"));
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
                            Program.with(Program.with(observed, List.of("command")), ANY_PORTS),
                            settings,
                            folder.resolve("rehearsal.log"));
            node.awaitReady();
            node.terminate();
            node.awaitEnd();
        }
        Folders.delete(data);
    }
}
