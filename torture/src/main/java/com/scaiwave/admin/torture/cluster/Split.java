package com.scaiwave.admin.torture.cluster;

import com.scaiwave.admin.testkit.DurablePostgres;
import com.scaiwave.admin.testkit.Issuer;
import com.scaiwave.admin.testkit.Ports;
import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.testkit.Program;
import com.scaiwave.admin.testkit.Programs;
import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A gateway, two processes of each side, PostgreSQL behind a {@link Proxy}, and an issuer. */
final class Split implements Cluster {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Program program;
    private final Path folder;
    private final Issuer issuer;
    private final Optional<SmallDisk> disk;
    private final DurablePostgres server;
    private final Postgres postgres;
    private final Proxy proxy;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<Node> commands = new ArrayList<>();
    private final List<Node> queries = new ArrayList<>();
    private final Node gateway;

    private Split(Path jar, Path folder) throws IOException {
        this.program = Programs.node(jar);
        this.folder = folder;
        this.issuer = Issuer.start();
        this.disk = SmallDisk.mount(folder.resolve("disk"));
        this.postgres = new Postgres(data());
        int port = Ports.free();
        this.server = new DurablePostgres(data(), port);
        this.proxy = new Proxy(port);
        configure();
        for (int n = 1; n <= 2; n++) {
            commands.add(serving("command-" + n, n == 1 ? List.of("--demo") : List.of()));
            queries.add(serving("query-" + n, List.of()));
        }
        settings.put("SCAIWAVE_GATEWAY_COMMANDNODES", urls(commands));
        settings.put("SCAIWAVE_GATEWAY_QUERYNODES", urls(queries));
        this.gateway = serving("gateway", List.of());
    }

    static Split start(Path home, Path folder) {
        Path jar = home.resolve("api-gateway/split/target/node.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("has to be built first: there is no " + jar);
        }
        try {
            Split cluster = new Split(jar, folder);
            Thread hook = new Thread(cluster::close);
            Runtime.getRuntime().addShutdownHook(hook);
            cluster.run();
            Runtime.getRuntime().removeShutdownHook(hook);
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Topology topology() {
        return Topology.SPLIT;
    }

    @Override
    public URI door() {
        return gateway.url();
    }

    @Override
    public List<URI> writeDoors() {
        return Stream.concat(Stream.of(gateway), commands.stream()).map(Node::url).toList();
    }

    @Override
    public List<URI> readDoors() {
        return Stream.concat(Stream.of(gateway), queries.stream()).map(Node::url).toList();
    }

    @Override
    public List<Node> nodes() {
        return Stream.of(commands, queries, List.of(gateway)).flatMap(List::stream).toList();
    }

    @Override
    public Postgres postgres() {
        return postgres;
    }

    @Override
    public void restartPostgres() {
        // Tries again: processes that the killed server left behind may linger for a moment.
        boolean running =
                Waiting.isTrueWithin(
                        PATIENCE,
                        () -> {
                            if (!postgres.isRunning()) {
                                server.start();
                            }
                            return true;
                        });
        if (!running) {
            throw new IllegalStateException("PostgreSQL does not start in " + data());
        }
    }

    @Override
    public Optional<Proxy> network() {
        return Optional.of(proxy);
    }

    @Override
    public Optional<SmallDisk> disk() {
        return disk;
    }

    @Override
    public String token(Map<String, Object> claims) {
        return issuer.token(claims);
    }

    @Override
    public List<Path> logs() {
        return nodes().stream().map(Node::log).toList();
    }

    @Override
    public void close() {
        postgres.thaw();
        proxy.heal();
        List<Node> all = nodes();
        all.forEach(Node::thaw);
        List<Thread> stopping = all.stream().map(n -> Thread.ofVirtual().start(n::stop)).toList();
        Together.join(stopping);
        proxy.close();
        issuer.close();
        postgres.killLeftBehind();
        disk.ifPresent(SmallDisk::close);
    }

    private Path data() {
        return folder.resolve("disk").resolve("postgres");
    }

    private void configure() {
        settings.put(
                "SCAIWAVE_DATABASE_URL",
                "jdbc:postgresql://" + LOOPBACK + ":" + proxy.port() + "/scaiwave");
        settings.put("SCAIWAVE_AUTH_ISSUER", issuer.address().toString());
        settings.put("SCAIWAVE_EDGE_TRUSTEDPROXIES", LOOPBACK);
        settings.put("SCAIWAVE_SHUTDOWN_DRAIN", "0s");
        settings.put("SERVER_ADDRESS", LOOPBACK);
        settings.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
        settings.put("MANAGEMENT_SERVER_PORT", "0");
        settings.put("SCAIWAVE_PROOFS_PUBLISHTO", folder.resolve("published").toString());
        settings.put("SCAIWAVE_VAULT_MASTERKEY", Programs.masterKey(program));
    }

    private void run() throws IOException {
        program.copyData(data());
        server.start();
        for (List<Node> side : List.of(commands, queries, List.of(gateway))) {
            side.forEach(Node::launch);
            side.forEach(Node::awaitReady);
        }
    }

    private Node serving(String name, List<String> more) {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>();
        arguments.add(name.replaceAll("-\\d", ""));
        arguments.addAll(more);
        arguments.add("--server.port=" + port);
        return node(name, Ports.url(port), arguments);
    }

    private Node node(String name, URI url, List<String> arguments) {
        return new Node(
                name,
                url,
                folder.resolve(name + ".out"),
                program,
                Footprint.NODE,
                arguments,
                settings);
    }

    private static String urls(List<Node> nodes) {
        return String.join(",", nodes.stream().map(n -> n.url().toString()).toList());
    }
}
