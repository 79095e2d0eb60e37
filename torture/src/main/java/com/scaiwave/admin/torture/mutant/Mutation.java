package com.scaiwave.admin.torture.mutant;

import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import java.io.IOException;
import java.util.List;

/** A fault of the product that a checker must see; processes have it until this is closed. */
public final class Mutation implements AutoCloseable {
    private final List<Node> nodes;
    private final List<String> methods;

    private Mutation(List<Node> nodes, List<String> methods) {
        this.nodes = nodes;
        this.methods = methods;
    }

    /** Reads no longer wait for the head of the log. */
    public static Mutation readsDoNotWait(Cluster cluster) throws IOException {
        return begin(cluster, List.of("com.scaiwave.admin.query.read.Heads.now"));
    }

    /** Decisions may use stale aggregates, as from a cache without checks. */
    public static Mutation decisionsMayBeStale(Cluster cluster) throws IOException {
        return begin(
                cluster,
                List.of(
                        "com.scaiwave.admin.log.Append.conditions",
                        "com.scaiwave.admin.log.Check.conditions"));
    }

    /** The sealer signs a tree without the proof that it extends the one that was signed last. */
    public static Mutation treesNeedNotExtend(Cluster cluster) throws IOException {
        return begin(cluster, List.of("com.scaiwave.admin.proofs.sealing.Growth.checkExtends"));
    }

    /** The sealer signs and publishes without a look at what it signed or published before. */
    public static Mutation historyIsForgotten(Cluster cluster) throws IOException {
        return begin(
                cluster,
                List.of(
                        "com.scaiwave.admin.proofs.sealing.Gate.isOpen",
                        "com.scaiwave.admin.proofs.sealing.Recipient$Publication.checkExtends"));
    }

    private static Mutation begin(Cluster cluster, List<String> methods) throws IOException {
        Mutation mutation = new Mutation(cluster.nodes(), methods);
        mutation.tell("on");
        return mutation;
    }

    @Override
    public void close() throws IOException {
        tell("off");
    }

    private void tell(String what) throws IOException {
        for (Node node : nodes) {
            for (String method : methods) {
                Agent.tell(node, what + " " + method);
            }
        }
    }
}
