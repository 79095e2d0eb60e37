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
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int ATTEMPTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final @Nullable EmbeddedPostgres server;
    private final int port;
    private final @Nullable Thread watch;
    private volatile boolean closed;

    private EmbeddedDatabase(int port) {
        this.server = null;
        this.port = port;
        this.watch = null;
    }

    private EmbeddedDatabase(EmbeddedPostgres server, Postmaster postmaster) {
        this.server = server;
        this.port = server.getPort();
        this.watch =
                Thread.ofPlatform()
                        .daemon()
                        .name("postgres-watch")
                        .unstarted(() -> watch(postmaster));
    }

    /**
     * Starts the server of a data folder, and again whenever it ends before we do; one that a
     * killed run left behind is stopped first.
     */
    static EmbeddedDatabase start(DataFolder folder) {
        Path data = folder.postgres();
        EmbeddedPostgres server = startServer(data);
        EmbeddedDatabase database = new EmbeddedDatabase(server, Postmaster.of(data).orElseThrow());
        try {
            database.prepare();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        if (database.watch != null) {
            database.watch.start();
        }
        return database;
    }

    /**
     * Processes of a killed server may stay for a while, and a new one does not start beside them.
     */
    private static EmbeddedPostgres startServer(Path data) {
        for (int attempt = 1; ; attempt++) {
            Postmaster.of(data).ifPresent(Postmaster::stop);
            try {
                return builder(data).start();
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException("PostgreSQL did not start in " + data, e);
                }
                forgetLock(data);
            }
        }
    }

    /** The lock of a failed start is held as long as this process lives, but not on a new file. */
    private static void forgetLock(Path data) {
        try {
            Files.deleteIfExists(data.resolve("epg-lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("timezone", "UTC");
    }

    /** The server of a data folder, running already or started for as long as this is open. */
    static EmbeddedDatabase attach(DataFolder folder) {
        Optional<Postmaster> running = Postmaster.of(folder.postgres());
        if (running.isPresent()) {
            try {
                return new EmbeddedDatabase(running.get().port());
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
        closed = true;
        try {
            if (watch != null) {
                watch.interrupt();
                watch.join();
            }
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server that was killed is started again, on the same data and port. */
    private void watch(Postmaster first) {
        Postmaster postmaster = first;
        try {
            while (!closed) {
                postmaster.awaitEnd();
                if (!closed) {
                    LOG.atWarn().addKeyValue("port", port).log("postgresql ended, starting again");
                    postmaster = startAgain(postmaster);
                    LOG.atInfo().addKeyValue("port", port).log("postgresql started again");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Postmaster startAgain(Postmaster ended) throws InterruptedException {
        while (true) {
            Optional<Postmaster> started =
                    ended.startAgain() ? Postmaster.of(ended.data()) : Optional.empty();
            if (started.isPresent()) {
                return started.get();
            }
            Thread.sleep(PAUSE);
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
}
