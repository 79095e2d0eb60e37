package com.scaiwave.admin.bench.bed;

import com.scaiwave.admin.bench.bed.Product.Tenant;
import com.scaiwave.admin.testkit.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The processes and databases that a run measures; each is started when it is first asked for. */
public final class Bed implements AutoCloseable {
    private final long began = System.nanoTime();
    private final Path home;
    private final Path folder;
    private final Settings settings;
    private @Nullable Server server;
    private @Nullable Product product;
    private @Nullable CrudPeer crud;
    private final Set<URI> met = new HashSet<>();
    private final List<Runnable> others = new ArrayList<>();
    private boolean closed;

    /**
     * A bed in which nothing is running yet.
     *
     * @param home the repository, built
     * @param folder for data and logs, on a disk
     */
    public Bed(Path home, Path folder, Settings settings) {
        this.home = home;
        this.folder = folder;
        this.settings = settings;
    }

    public Settings settings() {
        return settings;
    }

    /** The PostgreSQL of the peers, and of measurements without the product's process. */
    public synchronized Server server() {
        if (server == null) {
            server = another("postgres");
        }
        return server;
    }

    /** Starts another PostgreSQL, which the caller closes. */
    public Server another(String name) {
        say("starting PostgreSQL in " + name);
        return Server.start(folder.resolve(name));
    }

    /** Has something closed before the folder is deleted, unless it was closed by then. */
    public synchronized void closeAtEnd(Runnable something) {
        others.add(something);
    }

    /** A folder for the files of a measurement, on a disk. */
    public Path folder() {
        return folder;
    }

    /** The product, with its tenants. */
    public synchronized Product product() {
        Product running = product;
        if (running == null) {
            say("starting the product");
            running = Product.start(home, folder, settings.tenants());
            product = running;
        }
        return running;
    }

    /** The peer that updates rows, with the same tenants. */
    public synchronized CrudPeer crud() {
        CrudPeer running = crud;
        if (running == null) {
            Product subject = product();
            Server own = server();
            say("starting the CRUD peer");
            List<String> tenants = subject.tenants().stream().map(Tenant::id).toList();
            running =
                    CrudPeer.start(
                            home.resolve("benchmarks/crud-peer/target/crud-peer.jar"),
                            folder,
                            own,
                            subject.keys(),
                            tenants);
            crud = running;
        }
        return running;
    }

    /** Whether this is the first call for a server. */
    public synchronized boolean isNew(URI door) {
        return met.add(door);
    }

    /** Has everything that was written so far flushed to disk. */
    public synchronized void settle() {
        if (settings.quick()) {
            return;
        }
        if (server != null) {
            server.settle();
        }
        if (product != null) {
            product.settle();
        }
    }

    /** Prints a line of progress. */
    public void say(String line) {
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        System.out.println("[bench %4d s] %s".formatted(seconds, line));
        System.out.flush();
    }

    /** Stops everything; data and logs are deleted. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        others.forEach(Runnable::run);
        if (crud != null) {
            crud.close();
        }
        if (product != null) {
            product.close();
        }
        if (server != null) {
            server.close();
        }
        delete();
    }

    private void delete() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + folder, e);
        }
    }
}
