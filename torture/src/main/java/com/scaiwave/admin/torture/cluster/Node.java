package com.scaiwave.admin.torture.cluster;

import com.scaiwave.admin.testkit.Jvm;
import com.scaiwave.admin.testkit.Program;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A JVM of a deployment. It keeps its address and its log file when it is restarted. */
public final class Node {
    private static final int STARTS = 3;
    private final String name;
    private final URI url;
    private final Path log;
    private final Footprint footprint;
    private final List<String> command;
    private final Map<String, String> environment;
    private @Nullable Jvm process;

    /**
     * A node that is not started yet.
     *
     * @param url the address that it will listen on
     * @param log the file that its output goes to
     * @param footprint its memory
     * @param arguments the arguments of the program
     */
    Node(
            String name,
            URI url,
            Path log,
            Program program,
            Footprint footprint,
            List<String> arguments,
            Map<String, String> environment) {
        this.name = name;
        this.url = url;
        this.log = log;
        this.footprint = footprint;
        this.environment = Map.copyOf(environment);
        this.command = program.command(footprint.options(), arguments);
    }

    public String name() {
        return name;
    }

    public URI url() {
        return url;
    }

    /** Its output, of all its starts. */
    public Path log() {
        return log;
    }

    public long pid() {
        return running().pid();
    }

    public boolean isAlive() {
        return running().isAlive();
    }

    /** The most resident memory that it may have, in bytes. */
    public long residentLimit() {
        return footprint.limit();
    }

    /** Its resident memory in bytes; empty if it has ended, or the system does not tell. */
    public OptionalLong resident() {
        return running().resident();
    }

    /** Starts it, and returns at once. */
    public void launch() {
        process = Jvm.start(command, environment, log);
    }

    /** Returns when the node is ready. If it ends instead, it is started again, at most twice. */
    public void awaitReady() {
        for (int attempt = 1; ; attempt++) {
            try {
                running().awaitReady();
                return;
            } catch (IllegalStateException e) {
                if (attempt == STARTS || running().isAlive()) {
                    throw e;
                }
                launch();
            }
        }
    }

    /** SIGKILL. */
    public void kill9() {
        running().kill9();
    }

    /** SIGSTOP. */
    public void freeze() {
        running().freeze();
    }

    /** SIGCONT. */
    public void thaw() {
        running().thaw();
    }

    /**
     * SIGTERM, and SIGKILL if that takes too long.
     *
     * @return whether it ended by itself
     */
    public boolean stop() {
        Jvm last = process;
        return last == null || last.stop();
    }

    @Override
    public String toString() {
        return name;
    }

    private Jvm running() {
        Jvm last = process;
        if (last == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return last;
    }
}
