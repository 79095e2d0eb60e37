package com.scaiwave.admin.torture.cluster;

import com.scaiwave.admin.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of PostgreSQL's files, for deployments that don't start it themselves. */
public final class Backup {
    private final Cluster cluster;
    private final Path copy;

    private Backup(Cluster cluster, Path copy) {
        this.cluster = cluster;
        this.copy = copy;
    }

    /**
     * Copies what a crash leaves of the files, and starts PostgreSQL again.
     *
     * @param copy a folder that does not exist
     */
    public static Backup take(Cluster cluster, Path copy) throws IOException {
        Postgres postgres = cluster.postgres();
        postgres.kill9();
        copy(postgres.data(), copy);
        cluster.restartPostgres();
        return new Backup(cluster, copy);
    }

    /** Puts the copy in place of the files, while the nodes go on running. */
    public void restore() throws IOException {
        Postgres postgres = cluster.postgres();
        postgres.kill9();
        for (Path path : all(postgres.data(), Comparator.reverseOrder())) {
            Files.delete(path);
        }
        copy(copy, postgres.data());
        cluster.restartPostgres();
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path path : all(from, Comparator.naturalOrder())) {
            Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static List<Path> all(Path folder, Comparator<Path> order) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(order).toList();
        }
    }
}
