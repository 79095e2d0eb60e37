package com.scaiwave.admin.torture.mutant;

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
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Loads {@link Mutant} into a running process. */
final class Agent {
    private Agent() {}

    /** Runs {@link Mutant} in the process with these arguments. */
    static void tell(Node node, String arguments) throws IOException {
        Path jar = jar();
        try {
            VirtualMachine process = VirtualMachine.attach(Long.toString(node.pid()));
            process.loadAgent(jar.toString(), arguments);
            process.detach();
        } catch (AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException e) {
            throw new IOException("can't change " + node, e);
        } finally {
            Files.delete(jar);
        }
    }

    private static Path jar() throws IOException {
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
