package com.scaiwave.admin.torture;

import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import java.util.Set;

/**
 * A fault done to a deployment, and what must hold nevertheless. Other cases have used the
 * deployment before; a case leaves it working.
 */
public interface Case {
    default Set<Topology> topologies() {
        return Set.of(Topology.ALL_IN_ONE, Topology.SPLIT);
    }

    void run(Cluster cluster, Run run) throws Exception;
}
