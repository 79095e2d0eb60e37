package com.scaiwave.admin.contract.harness;

import static java.util.stream.Collectors.joining;

import com.scaiwave.admin.contract.harness.Deployment.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The split deployment: a gateway, two processes of each side, a PostgreSQL and an issuer of
 * tokens. All processes get the same configuration, and differ in what they are told to be.
 */
final class Split {

    private static final String LOOPBACK = "127.0.0.1";
    private static final List<String> SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Djdk.nio.maxCachedBufferSize=262144",
                    "-Ddisable-axoniq-console-message=true",
                    "-Duser.timezone=UTC");

    private final Path jar;
    private final String name;
    private final SplitDatabase database;
    private final TokenIssuer issuer = TokenIssuer.start();
    private final Map<String, String> configuration = new TreeMap<>();
    private final List<Jvm> processes = new ArrayList<>();

    private Split(String name, Path data) throws IOException {
        this.jar = Deployment.jar("scaiwave.node.jar", "../api-gateway/split/target/node.jar");
        this.name = name;
        this.database = new SplitDatabase(data);
    }

    /** The one that is shared by all tests, with two processes of each side. */
    static Running start() throws IOException {
        Split split = new Split("split", Files.createTempDirectory(Jvm.target(), "split-postgres"));
        Runtime.getRuntime().addShutdownHook(new Thread(split::close));
        return split.run(2);
    }

    /** One of a test's own, with one process of each side. */
    static Running small(String name, Path data) throws IOException {
        Split split = new Split(name, data);
        try {
            return split.run(1);
        } catch (IOException | RuntimeException e) {
            split.close();
            throw e;
        }
    }

    private Running run(int nodesOfASide) throws IOException {
        database.start();
        configuration.put(
                "SCAIWAVE_DATABASE_URL",
                "jdbc:postgresql://" + LOOPBACK + ":" + database.port() + "/scaiwave");
        for (String role : List.of("OWNER", "COMMAND", "PROJECTOR", "QUERY")) {
            configuration.put("SCAIWAVE_DATABASE_" + role + "PASSWORD", "secret of " + role);
        }
        configuration.put("SCAIWAVE_VAULT_MASTERKEY", newMasterKey());
        configuration.put("SCAIWAVE_AUTH_ISSUER", issuer.address().toString());
        configuration.put("SCAIWAVE_EDGE_TRUSTEDPROXIES", LOOPBACK);
        configuration.put("SCAIWAVE_SHUTDOWN_DRAIN", "0s");
        configuration.put("SERVER_ADDRESS", LOOPBACK);
        configuration.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
        node("migrate", "migrate").awaitDone();

        List<Jvm> commands = new ArrayList<>();
        List<Jvm> queries = new ArrayList<>();
        for (int n = 1; n <= nodesOfASide; n++) {
            commands.add(
                    n == 1
                            ? serving("command-1", "command", "--demo")
                            : serving("command-" + n, "command"));
            queries.add(serving("query-" + n, "query"));
        }
        configuration.put("SCAIWAVE_GATEWAY_COMMANDNODES", addresses(commands));
        configuration.put("SCAIWAVE_GATEWAY_QUERYNODES", addresses(queries));
        URI gateway = address(serving("gateway", "gateway"));
        return new Running(gateway, issuer.tokenEndpoint(), this);
    }

    private String newMasterKey() {
        node("new-master-key", "new-master-key").awaitDone();
        return output("new-master-key").strip();
    }

    private Jvm serving(String process, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server.port=0", "--management.server.port=0"));
        Jvm started = node(process, all.toArray(String[]::new));
        processes.add(started);
        return started;
    }

    /** What a process has printed so far. */
    String output(String process) {
        try {
            return Files.readString(Jvm.target().resolve(name + "-" + process + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SplitDatabase database() {
        return database;
    }

    /** Connects to the database as its superuser, who may what none of the processes may. */
    Connection connect() throws SQLException {
        return database.connect();
    }

    /** One more process on the same database, with a configuration that differs. */
    SideNode another(String process, String kind, Map<String, String> differences) {
        Map<String, String> own = new TreeMap<>(configuration);
        own.putAll(differences);
        Jvm started =
                Jvm.start(
                        name + "-" + process,
                        jar,
                        SMALL,
                        own,
                        List.of(kind, "--server.port=0", "--management.server.port=0"));
        processes.add(started);
        return new SideNode(started, own.getOrDefault("SERVER_ADDRESS", LOOPBACK));
    }

    private Jvm node(String process, String... arguments) {
        return Jvm.start(name + "-" + process, jar, SMALL, configuration, List.of(arguments));
    }

    private static String addresses(List<Jvm> nodes) {
        return nodes.stream().map(n -> address(n).toString()).collect(joining(","));
    }

    private static URI address(Jvm process) {
        return URI.create(
                "http://" + LOOPBACK + ":" + process.awaitReady().replace("on port ", ""));
    }

    void close() {
        processes.reversed().forEach(Jvm::stop);
        processes.reversed().forEach(Jvm::awaitStop);
        issuer.close();
        database.stop();
        try {
            Folders.delete(database.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
