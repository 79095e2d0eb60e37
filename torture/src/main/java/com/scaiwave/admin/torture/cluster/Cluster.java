package com.scaiwave.admin.torture.cluster;

import com.scaiwave.admin.testkit.Postgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running deployment of any kind. It ends with the run, also on Ctrl-C. */
public interface Cluster extends AutoCloseable {

    Topology topology();

    /** The address that clients use. */
    URI door();

    /** Every address that accepts writes, the door among them. */
    List<URI> writeDoors();

    /** Every address that answers reads, the door among them. */
    List<URI> readDoors();

    /** All its JVMs. */
    List<Node> nodes();

    Postgres postgres();

    /** Restarts PostgreSQL if it is gone, unless the deployment does so itself. */
    void restartPostgres();

    /** The network between nodes and PostgreSQL, if there is one that can be broken. */
    default Optional<Proxy> network() {
        return Optional.empty();
    }

    /** The disk of PostgreSQL, if it is one that can be filled up. */
    default Optional<SmallDisk> disk() {
        return Optional.empty();
    }

    /** A signed token with these claims. */
    String token(Map<String, Object> claims);

    /** The log files, with one JSON object per line. */
    List<Path> logs();

    @Override
    void close();

    /** The kinds of deployments. */
    enum Topology {
        ALL_IN_ONE,
        SPLIT;

        /**
         * Starts a deployment.
         *
         * @param home the repository, built
         * @param folder an empty one, for data and logs
         */
        public Cluster start(Path home, Path folder) {
            Cluster cluster =
                    switch (this) {
                        case ALL_IN_ONE -> AllInOne.start(home, folder);
                        case SPLIT -> Split.start(home, folder);
                    };
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            return cluster;
        }

        @Override
        public String toString() {
            return this == SPLIT ? "split" : "all-in-one";
        }
    }
}
