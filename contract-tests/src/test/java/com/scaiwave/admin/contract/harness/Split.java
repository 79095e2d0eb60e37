package com.scaiwave.admin.contract.harness;

import static java.util.stream.Collectors.joining;

import com.scaiwave.admin.contract.harness.Deployment.Running;
import com.scaiwave.admin.testkit.DurablePostgres;
import com.scaiwave.admin.testkit.Folders;
import com.scaiwave.admin.testkit.Issuer;
import com.scaiwave.admin.testkit.Jvm;
import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.testkit.Program;
import com.scaiwave.admin.testkit.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The split deployment: a gateway, two processes of each side, a PostgreSQL and an issuer of
 * tokens. All processes get the same configuration, and differ only in their commands.
 */
final class Split {

    private static final String LOOPBACK = "127.0.0.1";
    private static final List<String> SMALL = List.of("-Xmx256m");
    private static final List<String> ANY_PORTS =
            List.of("--server.port=0", "--management.server.port=0");

    private final Program program;
    private final Path folder;
    private final DurablePostgres database;
    private final Issuer issuer = Issuer.start();
    private final Map<String, String> configuration = new TreeMap<>();
    private final Map<String, Jvm> processes = new LinkedHashMap<>();

    private Split(Path folder, Path data) throws IOException {
        this.program =
                Programs.node(
                        Deployment.jar(
                                "scaiwave.node.jar", "../../api-gateway/split/target/node.jar"));
        this.folder = folder;
        this.database = new DurablePostgres(data);
    }

    /** Starts the deployment that all tests share, with two processes of each side. */
    static Running start() throws IOException {
        Path folder = Files.createTempDirectory(Deployment.target(), "split");
        Split split = new Split(folder, Folders.forData("split"));
        Runtime.getRuntime().addShutdownHook(new Thread(split::close));
        return split.run(2);
    }

    /** Starts a deployment of a test's own, with one process of each side. */
    static Running small(Path data) throws IOException {
        Split split =
                new Split(Files.createTempDirectory(Deployment.target(), "small-split"), data);
        try {
            return split.run(1);
        } catch (IOException | RuntimeException e) {
            split.close();
            throw e;
        }
    }

    private Running run(int nodesOfASide) throws IOException {
        program.copyData(database.data());
        database.start();
        configuration.putAll(database.settings());
        configuration.put("SCAIWAVE_VAULT_MASTERKEY", Programs.masterKey(program));
        configuration.put("SCAIWAVE_AUTH_ISSUER", issuer.address().toString());
        configuration.put("SCAIWAVE_EDGE_TRUSTEDPROXIES", LOOPBACK);
        configuration.put("SCAIWAVE_SHUTDOWN_DRAIN", "0s");
        configuration.put("SERVER_ADDRESS", LOOPBACK);
        configuration.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);

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
        return new Running(gateway, issuer.tokenEndpoint(), this, null);
    }

    private Jvm serving(String process, String... arguments) {
        Jvm started = node(process, Program.with(List.of(arguments), ANY_PORTS));
        processes.put(process, started);
        return started;
    }

    /**
     * SIGKILL to a process, or to PostgreSQL, and a start where the others expect it; returns when
     * it is ready.
     *
     * @param victim {@code command-1}, {@code query-2}, {@code gateway} or {@code postgresql}
     */
    void killAndRestart(String victim) throws IOException {
        if (victim.equals("postgresql")) {
            new Postgres(database.data()).kill9();
            database.start();
            return;
        }
        Jvm killed = process(victim);
        int port = address(killed).getPort();
        killed.kill9();
        List<String> arguments =
                List.of(
                        victim.replaceAll("-\\d", ""),
                        "--server.port=" + port,
                        "--management.server.port=0");
        Jvm restarted = node(victim, arguments);
        processes.put(victim, restarted);
        restarted.awaitReady();
    }

    private Jvm process(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    /** What a process has printed so far. */
    String output(String process) {
        try {
            return Files.readString(log(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DurablePostgres database() {
        return database;
    }

    /**
     * Connects to the database as its superuser, which has more rights than any of the processes.
     */
    Connection connect() throws SQLException {
        return database.connect();
    }

    /** One more process on the same database, with a configuration that differs. */
    SideNode another(String process, String kind, Map<String, String> differences) {
        Map<String, String> own = new TreeMap<>(configuration);
        own.putAll(differences);
        Jvm started = start(process, own, Program.with(List.of(kind), ANY_PORTS));
        processes.put(process, started);
        return new SideNode(started, own.getOrDefault("SERVER_ADDRESS", LOOPBACK));
    }

    /** Runs another command of the program with the configuration of the processes. */
    Outcome run(String... arguments) {
        String process = arguments[0] + "-" + System.nanoTime();
        Jvm command = node(process, List.of(arguments));
        int code = command.awaitEnd();
        return new Outcome(code, command.output());
    }

    private Jvm node(String process, List<String> arguments) {
        return start(process, configuration, arguments);
    }

    private Jvm start(String process, Map<String, String> environment, List<String> arguments) {
        return Jvm.start(program.command(SMALL, arguments), environment, log(process));
    }

    private Path log(String process) {
        return folder.resolve(process + ".log");
    }

    private static String addresses(List<Jvm> nodes) {
        return nodes.stream().map(n -> address(n).toString()).collect(joining(","));
    }

    private static URI address(Jvm process) {
        return URI.create(
                "http://" + LOOPBACK + ":" + process.awaitReady().replace("on port ", ""));
    }

    void close() {
        processes.values().forEach(Jvm::terminate);
        processes.values().forEach(Jvm::stop);
        issuer.close();
        database.stop();
        try {
            Folders.delete(database.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
