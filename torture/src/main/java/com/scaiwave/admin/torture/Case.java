package com.scaiwave.admin.torture;

import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import java.util.Set;

/**
 * Something bad that is done to a deployment, and what must hold. It runs in a deployment that
 * others have used before it, and leaves one that works.
 */
public interface Case {
    /** As {@code --only} takes it. */
    String name();

    default Set<Topology> topologies() {
        return Set.of(Topology.ALL_IN_ONE, Topology.SPLIT);
    }

    void run(Cluster cluster, Run run) throws Exception;
}
