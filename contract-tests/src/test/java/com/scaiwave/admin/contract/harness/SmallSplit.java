package com.scaiwave.admin.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A split deployment of a test's own, to disturb its database: a gateway, a process of each side,
 * and a PostgreSQL.
 */
public final class SmallSplit implements AutoCloseable {

    private final Deployment.Running running;
    private final Split split;

    private SmallSplit(Deployment.Running running) {
        this.running = running;
        this.split = Objects.requireNonNull(running.split());
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param data an empty folder for its database
     */
    public static SmallSplit start(Path data) {
        try {
            return new SmallSplit(Split.small(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client without a token. */
    public Api anonymous() {
        return Api.anonymous().at(running.address());
    }

    public Api operator() {
        return client("sub", "usr_operator", "roles", List.of("super_admin"));
    }

    /** An admin of a tenant. */
    public Api admin(String tenantId, String sub) {
        return client("sub", sub, "tenant_id", tenantId, "roles", List.of("tenant_admin"));
    }

    private Api client(@Nullable Object... claims) {
        return Api.bearer(Tokens.from(running.tokenEndpoint(), claims)).at(running.address());
    }

    /** Stops PostgreSQL; the other processes go on. */
    public void stopDatabase() {
        split.database().stop();
    }

    /** Starts PostgreSQL on the data in its folder, on the same port. */
    public void startDatabase() {
        try {
            split.database().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process has printed so far, its log included. */
    public String output(String process) {
        return split.output(process);
    }

    @Override
    public void close() {
        split.close();
    }
}
