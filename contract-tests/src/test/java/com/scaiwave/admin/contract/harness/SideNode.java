package com.scaiwave.admin.contract.harness;

import com.scaiwave.admin.testkit.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of one side that tests call directly, beside those of the deployment under test. */
public final class SideNode implements AutoCloseable {

    private final Jvm process;
    private final Path log;
    private final URI address;

    SideNode(Jvm process, Path log, String host) {
        this.process = process;
        this.log = log;
        String literal = host.contains(":") ? "[" + host + "]" : host;
        this.address =
                URI.create(
                        "http://" + literal + ":" + process.awaitReady().replace("on port ", ""));
    }

    public URI address() {
        return address;
    }

    /** What it has printed so far, its log included. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
