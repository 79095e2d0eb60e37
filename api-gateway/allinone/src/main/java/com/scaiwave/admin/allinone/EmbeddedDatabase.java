package com.scaiwave.admin.allinone;

import com.scaiwave.admin.assembly.Connections;
import com.scaiwave.admin.assembly.Database;
import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.assembly.DatabaseSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL in the data folder, with durable settings, started and stopped with this process.
 */
final class EmbeddedDatabase implements Connections, AutoCloseable {
    private static final String ADMINISTRATOR = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int ATTEMPTS = 3;

    /** The major version whose binaries are in the jar. */
    static final String VERSION = "18";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final Path data;
    private final @Nullable EmbeddedPostgres server;
    private final int port;
    private final @Nullable Thread watch;
    private volatile boolean closed;

    private EmbeddedDatabase(Path data, int port) {
        this.data = data;
        this.server = null;
        this.port = port;
        this.watch = null;
    }

    private EmbeddedDatabase(EmbeddedPostgres server, Postmaster postmaster) {
        this.data = postmaster.data();
        this.server = server;
        this.port = server.getPort();
        this.watch =
                Thread.ofPlatform()
                        .daemon()
                        .name("postgres-watch")
                        .unstarted(() -> watch(postmaster));
    }

    /**
     * Starts the server of a data folder, and restarts it whenever it ends before this process
     * does. A server that a killed run left behind is stopped first.
     */
    static EmbeddedDatabase start(DataFolder folder) {
        Path data = folder.postgres();
        EmbeddedPostgres server = startServer(data);
        EmbeddedDatabase database = new EmbeddedDatabase(server, Postmaster.of(data).orElseThrow());
        try {
            new DatabaseSetup(database.database(), Map.of()).run(ADMINISTRATOR, null);
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
     * Tries again: processes of a killed server may linger, and a new server can't start beside
     * them.
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

    /**
     * A failed start keeps its lock on the file until this process ends; the next one needs a new
     * file.
     */
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
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("bgwriter_delay", "20ms")
                .setServerConfig("bgwriter_lru_maxpages", "1000")
                .setServerConfig("timezone", "UTC");
    }

    /**
     * The running server of a data folder, or one that is started, and stopped when this is closed.
     */
    static EmbeddedDatabase attach(DataFolder folder) {
        Optional<Postmaster> running = Postmaster.of(folder.postgres());
        if (running.isPresent()) {
            try {
                return new EmbeddedDatabase(folder.postgres(), running.get().port());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!Files.exists(folder.postgres())) {
            throw new IllegalStateException("there is no data in " + folder.path());
        }
        return start(folder);
    }

    @Override
    public DataSource as(DatabaseRole role) {
        return database().as(role.sqlName(), null);
    }

    /**
     * Stops the server, if this process has started it. When this returns, nothing writes to the
     * data folder. The library returns after five seconds, even while the server writes its last
     * checkpoint.
     */
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
                Postmaster.of(data).ifPresent(Postmaster::stop);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Restarts a server that has ended, on the same data and port. */
    private void watch(Postmaster first) {
        Postmaster postmaster = first;
        try {
            while (!closed) {
                postmaster.awaitEnd();
                if (!closed) {
                    DiskSpace disk = new DiskSpace(postmaster.data());
                    if (disk.isFull()) {
                        disk.tell();
                    }
                    LOG.atWarn()
                            .addKeyValue("port", port)
                            .addKeyValue("folder", postmaster.data())
                            .addKeyValue("disk_free_mib", disk.freeMebibytes())
                            .log(
                                    disk.isFull()
                                            ? "postgresql ended, as its disk is full; starting again"
                                            : "postgresql ended, starting again");
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

    private Database database() {
        return new Database("jdbc:postgresql://127.0.0.1:" + port + "/scaiwave");
    }
}
