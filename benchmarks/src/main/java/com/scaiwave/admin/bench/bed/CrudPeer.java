package com.scaiwave.admin.bench.bed;

import com.scaiwave.admin.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The peer that updates rows, in a process of its own. */
public record CrudPeer(URI door, ServerProcess process) implements AutoCloseable {
    private static final String DATABASE = "crud";

    static CrudPeer start(Path jar, Path folder, Server server, Path keys, List<String> tenants) {
        server.create(DATABASE);
        int port = Ports.free();
        ServerProcess process =
                ServerProcess.of(
                        folder.resolve("crud-peer.out"),
                        jar,
                        List.of(
                                "--server.port=" + port,
                                "--spring.datasource.url=" + server.url(DATABASE),
                                "--spring.datasource.username=postgres",
                                "--peer.tokens.issuer=" + Product.ISSUER,
                                "--peer.tokens.audience=" + Product.AUDIENCE,
                                "--peer.tokens.keys=" + keys));
        CrudPeer peer = new CrudPeer(URI.create("http://127.0.0.1:" + port), process);
        try {
            process.start();
            JdbcClient sql = server.sql(DATABASE);
            sql.sql("insert into ai_config (tenant_id) select unnest(?)")
                    .param(tenants.toArray(String[]::new))
                    .update();
            sql.sql("analyze").update();
            return peer;
        } catch (RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
