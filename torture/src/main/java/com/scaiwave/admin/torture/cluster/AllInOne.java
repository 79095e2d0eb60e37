package com.scaiwave.admin.torture.cluster;

import com.scaiwave.admin.testkit.Ports;
import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.testkit.Program;
import com.scaiwave.admin.testkit.Programs;
import com.scaiwave.admin.testkit.http.Client;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Everything in one JVM, with its PostgreSQL below its data folder: {@code serve}. */
final class AllInOne implements Cluster {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Client client = Client.anonymous(PATIENCE);
    private final Path data;
    private final Node node;
    private final Postgres postgres;

    private AllInOne(Program program, Path folder) {
        int port = Ports.free();
        this.data = folder.resolve("data");
        this.postgres = new Postgres(data.resolve("postgres"));
        this.node =
                new Node(
                        "all-in-one",
                        Ports.url(port),
                        folder.resolve("all-in-one.out"),
                        program,
                        Footprint.ALL_IN_ONE,
                        List.of("serve", "--port", "" + port, "--data", data.toString()),
                        Map.of());
    }

    static AllInOne start(Path home, Path folder) {
        Path jar = home.resolve("api-gateway/allinone/target/admin.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("has to be built first: there is no " + jar);
        }
        Program program = Programs.allInOne(jar);
        AllInOne cluster = new AllInOne(program, folder);
        program.copyData(cluster.data);
        Thread hook = new Thread(cluster::close);
        Runtime.getRuntime().addShutdownHook(hook);
        cluster.node.launch();
        cluster.node.awaitReady();
        Runtime.getRuntime().removeShutdownHook(hook);
        return cluster;
    }

    @Override
    public Topology topology() {
        return Topology.ALL_IN_ONE;
    }

    @Override
    public URI door() {
        return node.url();
    }

    @Override
    public List<URI> writeDoors() {
        return List.of(door());
    }

    @Override
    public List<URI> readDoors() {
        return List.of(door());
    }

    @Override
    public List<Node> nodes() {
        return List.of(node);
    }

    @Override
    public Postgres postgres() {
        return postgres;
    }

    /** Not needed: the process restarts its PostgreSQL itself. */
    @Override
    public void restartPostgres() {}

    @Override
    public String token(Map<String, Object> claims) {
        return client.token(door().resolve("/dev/token"), JSON.writeValueAsString(claims));
    }

    @Override
    public List<Path> logs() {
        return List.of(data.resolve("admin.log"));
    }

    @Override
    public void close() {
        postgres.thaw();
        node.stop();
        postgres.killLeftBehind();
    }
}
