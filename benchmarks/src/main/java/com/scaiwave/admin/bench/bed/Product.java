package com.scaiwave.admin.bench.bed;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.scaiwave.admin.testkit.Ports;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The product as users run it: {@code ./admin serve}, with its PostgreSQL. */
public final class Product implements AutoCloseable {
    static final String ISSUER = "urn:scaiwave:development";
    static final String AUDIENCE = "scaiwave-admin";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOKEN_SECONDS = 7 * 86_400;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Client anonymous = Client.anonymous(PATIENCE);
    private final Path data;
    private final Path keys;
    private final URI door;
    private final ServerProcess process;
    private final List<Tenant> tenants = new ArrayList<>();
    private Duration lastStart = Duration.ZERO;

    private Product(Path home, Path folder) {
        this.data = folder.resolve("product");
        this.keys = folder.resolve("keys.json");
        int port = Ports.free();
        this.door = URI.create("http://127.0.0.1:" + port);
        this.process =
                ServerProcess.launched(
                        folder.resolve("product.out"),
                        home.resolve("admin"),
                        List.of("serve", "--port", "" + port, "--data", data.toString()));
    }

    /** A tenant, and an admin of it. */
    public record Tenant(String id, String token) {}

    static Product start(Path home, Path folder, int tenants) {
        prepare(home, folder);
        Product product = new Product(home, folder);
        try {
            Files.createDirectories(product.data);
            Server.prepare(product.data.resolve("postgres"));
            product.lastStart = product.process.start();
            product.publishKeys();
            product.makeTenants(tenants);
            return product;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            product.close();
            throw e;
        }
    }

    /** Apart from the start, since it takes minutes on a machine that is busy with other work. */
    private static void prepare(Path home, Path folder) {
        Path output = folder.resolve("prepare.out");
        try {
            Process process =
                    new ProcessBuilder(home.resolve("admin").toString(), "prepare")
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("admin prepare failed; see " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public URI door() {
        return door;
    }

    public List<Tenant> tenants() {
        return List.copyOf(tenants);
    }

    /** The public keys that verify its tokens, as a JSON Web Key Set. */
    Path keys() {
        return keys;
    }

    /** Stops it, and starts it again on the same data. */
    public Duration restart() {
        process.close();
        lastStart = process.start();
        return lastStart;
    }

    /** The JVM's resident memory in megabytes, without PostgreSQL. */
    public double residentMegabytes() {
        return process.residentMegabytes();
    }

    /** Runs statements as the superuser in its database. */
    public JdbcClient sql() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(
                    "jdbc:postgresql://127.0.0.1:"
                            + Integer.parseInt(lines.get(3).strip())
                            + "/scaiwave");
            source.setUser("postgres");
            return JdbcClient.create(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flushes earlier writes to disk, so that the next measurement does not pay for them. */
    public void settle() {
        sql().sql("checkpoint").update();
    }

    @Override
    public void close() {
        process.close();
    }

    private void publishKeys() {
        try {
            JWK key =
                    JWK.parse(Files.readString(data.resolve("development-token-key.json")).strip());
            Files.writeString(keys, new JWKSet(key.toPublicJWK()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException("the key of the development tokens is none", e);
        }
    }

    private void makeTenants(int count) {
        Client operator =
                Client.bearer(
                        token(Map.of("sub", "bench", "roles", List.of("super_admin"))), PATIENCE);
        for (int n = 0; n < count; n++) {
            Map<String, String> tenant =
                    Map.of("slug", "bench-" + n, "name", "Tenant " + n, "partner_id", "prt_demo");
            Call call = Call.post("/v1/admin/tenants", JSON.writeValueAsString(tenant));
            String id = operator.demand(door, call).data().get("id").asString();
            Map<String, Object> admin =
                    Map.of(
                            "sub",
                            "admin-" + n,
                            "tenant_id",
                            id,
                            "roles",
                            List.of("tenant_admin"),
                            "ttl_seconds",
                            TOKEN_SECONDS);
            tenants.add(new Tenant(id, token(admin)));
        }
    }

    private String token(Map<String, Object> claims) {
        return anonymous.token(door.resolve("/dev/token"), JSON.writeValueAsString(claims));
    }
}
