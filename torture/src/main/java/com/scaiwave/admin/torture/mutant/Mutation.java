package com.scaiwave.admin.torture.mutant;

import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A fault of the product that a checker must see. Processes have it until it is closed. */
public final class Mutation implements AutoCloseable {
    private final List<Node> nodes;
    private final List<String> methods;
    private final Path agent;

    private Mutation(List<Node> nodes, List<String> methods, Path agent) {
        this.nodes = nodes;
        this.methods = methods;
        this.agent = agent;
    }

    /** Reads no longer wait for the head of the log. */
    public static Mutation readsDoNotWait(Cluster cluster) throws IOException {
        return begin(cluster, List.of("com.scaiwave.admin.query.read.Heads.now"));
    }

    /** What a decision stands on may be stale, as from a cache that nobody checks. */
    public static Mutation decisionsMayBeStale(Cluster cluster) throws IOException {
        return begin(
                cluster,
                List.of(
                        "com.scaiwave.admin.log.Append.conditions",
                        "com.scaiwave.admin.log.Check.conditions"));
    }

    private static Mutation begin(Cluster cluster, List<String> methods) throws IOException {
        Mutation mutation = new Mutation(cluster.nodes(), methods, agent());
        mutation.tell("on");
        return mutation;
    }

    @Override
    public void close() throws IOException {
        tell("off");
        Files.delete(agent);
    }

    private void tell(String what) throws IOException {
        for (Node node : nodes) {
            try {
                VirtualMachine process = VirtualMachine.attach(Long.toString(node.pid()));
                for (String method : methods) {
                    process.loadAgent(agent.toString(), what + " " + method);
                }
                process.detach();
            } catch (AttachNotSupportedException
                    | AgentLoadException
                    | AgentInitializationException e) {
                throw new IOException("can't change " + node, e);
            }
        }
    }

    private static Path agent() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Agent-Class", Mutant.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        String name = Mutant.class.getName().replace('.', '/') + ".class";
        Path jar = Files.createTempFile("mutant", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream bytes =
                        Objects.requireNonNull(
                                Mutant.class.getClassLoader().getResourceAsStream(name))) {
            out.putNextEntry(new JarEntry(name));
            bytes.transferTo(out);
        }
        return jar;
    }
}
