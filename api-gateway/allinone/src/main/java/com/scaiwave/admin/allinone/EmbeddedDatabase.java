package com.scaiwave.admin.allinone;

import com.scaiwave.admin.log.LogSchema;
import com.scaiwave.admin.web.limits.RateLimits;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A real PostgreSQL below the data folder, with durable settings, started and stopped with us. */
final class EmbeddedDatabase implements AutoCloseable {
    static final String OWNER = "scaiwave_owner";
    static final String COMMAND = "scaiwave_command";
    static final String PROJECTOR = "scaiwave_projector";
    static final String QUERY = "scaiwave_query";
    private static final String DATABASE = "scaiwave";
    private static final String ADMINISTRATOR = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final @Nullable EmbeddedPostgres server;
    private final int port;

    private EmbeddedDatabase(@Nullable EmbeddedPostgres server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts the server of a data folder; one that a killed run left behind is stopped first. */
    static EmbeddedDatabase start(DataFolder folder) {
        Path data = folder.postgres();
        leftBehind(data).ifPresent(EmbeddedDatabase::stop);
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(PATIENCE)
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("fsync", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("timezone", "UTC")
                            .start();
            EmbeddedDatabase database = new EmbeddedDatabase(server, server.getPort());
            database.prepare();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + data, e);
        }
    }

    /** The server of a data folder, running already or started for as long as this is open. */
    static EmbeddedDatabase attach(DataFolder folder) {
        Path pidFile = folder.postgres().resolve("postmaster.pid");
        if (leftBehind(folder.postgres()).isPresent()) {
            try {
                List<String> lines = Files.readAllLines(pidFile);
                return new EmbeddedDatabase(null, Integer.parseInt(lines.get(3).strip()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!Files.exists(folder.postgres())) {
            throw new IllegalStateException("there is no data in " + folder.path());
        }
        return start(folder);
    }

    /** Connections as one of the roles. */
    DataSource as(String role) {
        return dataSource(role, DATABASE);
    }

    @Override
    public void close() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void prepare() {
        DataSource administrator = dataSource(ADMINISTRATOR, "postgres");
        ResourceDatabasePopulator roles =
                new ResourceDatabasePopulator(
                        false, false, "UTF-8", new ClassPathResource("db/roles.sql"));
        roles.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
        roles.execute(administrator);
        JdbcClient sql = JdbcClient.create(administrator);
        boolean exists =
                sql.sql("select exists (select from pg_database where datname = ?)")
                        .param(DATABASE)
                        .query(Boolean.class)
                        .single();
        if (!exists) {
            sql.sql("create database " + DATABASE + " owner " + OWNER).update();
        }
        sql.sql("grant create on database " + DATABASE + " to " + PROJECTOR).update();
        checkDurable(sql);
        LogSchema.migrate(as(OWNER), COMMAND, QUERY);
        RateLimits.migrate(as(OWNER), COMMAND, QUERY);
    }

    /** An acknowledged write must survive a crash: not so with PostgreSQL's test settings. */
    private static void checkDurable(JdbcClient sql) {
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            String value = sql.sql("show " + setting).query(String.class).single();
            if (!value.equals("on")) {
                throw new IllegalStateException("PostgreSQL has " + setting + " = " + value);
            }
        }
    }

    private DataSource dataSource(String role, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(role);
        source.setConnectTimeout(2);
        source.setSocketTimeout(60);
        source.setLogServerErrorDetail(false);
        source.setReWriteBatchedInserts(true);
        return source;
    }

    /** The postmaster that runs on a data folder, if there is one. */
    private static Optional<ProcessHandle> leftBehind(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(pid)
                    .filter(p ->
                            p.info()
                                    .commandLine()
                                    .filter(c -> c.contains("postgres"))
                                    .filter(c -> c.contains(data.toString()))
                                    .isPresent());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void stop(ProcessHandle postmaster) {
        postmaster.destroy();
        try {
            postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "the PostgreSQL of an earlier run, process "
                            + postmaster.pid()
                            + ", does not stop",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
