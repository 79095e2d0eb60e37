package com.scaiwave.admin.contract.harness;

import com.scaiwave.admin.contract.harness.Deployment.Running;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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
    private final Map<String, String> configuration = new TreeMap<>();
    private final List<Jvm> processes = new ArrayList<>();
    private String superuser = "";

    private Split(Path jar) {
        this.jar = jar;
    }

    static Running start() throws IOException {
        return new Split(
                        Deployment.jar("scaiwave.node.jar", "../api-gateway/split/target/node.jar"))
                .run();
    }

    private Running run() throws IOException {
        EmbeddedPostgres postgres = postgres();
        TokenIssuer issuer = TokenIssuer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, issuer)));
        configuration.put(
                "SCAIWAVE_DATABASE_URL",
                "jdbc:postgresql://" + LOOPBACK + ":" + postgres.getPort() + "/scaiwave");
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

        Jvm command1 = serving("command-1", "command", "--demo");
        Jvm command2 = serving("command-2", "command");
        Jvm query1 = serving("query-1", "query");
        Jvm query2 = serving("query-2", "query");
        configuration.put(
                "SCAIWAVE_GATEWAY_COMMANDNODES", address(command1) + "," + address(command2));
        configuration.put("SCAIWAVE_GATEWAY_QUERYNODES", address(query1) + "," + address(query2));
        Jvm gateway = serving("gateway", "gateway");
        superuser = postgres.getJdbcUrl("postgres", "scaiwave");
        return new Running(address(gateway), issuer.tokenEndpoint(), this);
    }

    private static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(Files.createTempDirectory(Jvm.target(), "split-postgres"))
                .setCleanDataDirectory(true)
                .setRegisterShutdownHook(false)
                .setServerConfig("listen_addresses", LOOPBACK)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("timezone", "UTC")
                .start();
    }

    private String newMasterKey() throws IOException {
        node("new-master-key", "new-master-key").awaitDone();
        return Files.readString(Jvm.target().resolve("split-new-master-key.log")).strip();
    }

    private Jvm serving(String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server.port=0", "--management.server.port=0"));
        Jvm process = node(name, all.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    /** Connects to the database as its superuser, who may what none of the processes may. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(superuser);
    }

    /** One more process on the same database, with a configuration that differs. */
    SideNode another(String name, String kind, Map<String, String> differences) {
        Map<String, String> own = new TreeMap<>(configuration);
        own.putAll(differences);
        Jvm process =
                Jvm.start(
                        "split-" + name,
                        jar,
                        SMALL,
                        own,
                        List.of(kind, "--server.port=0", "--management.server.port=0"));
        processes.add(process);
        return new SideNode(process, own.getOrDefault("SERVER_ADDRESS", LOOPBACK));
    }

    private Jvm node(String name, String... arguments) {
        return Jvm.start("split-" + name, jar, SMALL, configuration, List.of(arguments));
    }

    private static URI address(Jvm process) {
        return URI.create(
                "http://" + LOOPBACK + ":" + process.awaitReady().replace("on port ", ""));
    }

    private void stop(EmbeddedPostgres postgres, TokenIssuer issuer) {
        processes.reversed().forEach(Jvm::stop);
        processes.reversed().forEach(Jvm::awaitStop);
        issuer.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
