package com.scaiwave.admin.contract.harness;

import com.scaiwave.admin.testkit.Jvm;
import java.net.URI;

/** A process of one side that tests call directly, beside those of the deployment under test. */
public final class SideNode implements AutoCloseable {

    private final Jvm process;
    private final URI address;

    SideNode(Jvm process, String host) {
        this.process = process;
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
        return process.output();
    }

    @Override
    public void close() {
        process.stop();
    }
}
