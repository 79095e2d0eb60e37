package com.scaiwave.admin.contract.harness;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The deployment under test: the one that {@code scaiwave.url} names, else one that is started once
 * for all test classes and stopped with the JVM. It is an all-in-one process, or with {@code
 * -Dscaiwave.topology=split} a gateway with two processes of each side.
 */
public final class Deployment {

    /**
     * A lock on the shared deployment. A class that runs beside others takes it for reading; a
     * class that stops or blocks a part of the deployment takes it for writing.
     */
    public static final String UNDISTURBED = "undisturbed deployment";

    private Deployment() {}

    /** The address, without a slash at its end; starts the processes if there are none yet. */
    public static URI address() {
        return running().address();
    }

    /** The address of the token endpoint: {@code scaiwave.tokens}, else that of the deployment. */
    public static URI tokenEndpoint() {
        String configured = System.getProperty("scaiwave.tokens");
        return configured != null ? URI.create(configured) : running().tokenEndpoint();
    }

    /**
     * Starts another process of the split deployment, which the gateway does not know; skips the
     * test if there is no split deployment of ours.
     *
     * @param kind the command that it runs
     * @param differences from the configuration of the others
     */
    public static SideNode another(String name, String kind, Map<String, String> differences) {
        return split().another(name, kind, differences);
    }

    /**
     * Connects to the database of the split deployment as its superuser; skips the test if there is
     * no split deployment of ours.
     */
    public static Connection connect() throws SQLException {
        return split().connect();
    }

    /**
     * SIGKILL to a process of the split deployment, which is then started again; returns when it is
     * ready. Skips the test if there is no split deployment of ours.
     *
     * @param victim {@code command-1}, {@code query-2}, {@code gateway} or {@code postgresql}
     */
    public static void killAndRestart(String victim) throws IOException {
        split().killAndRestart(victim);
    }

    /** Skips the test unless the deployment under test is a split one of ours. */
    public static void assumeSplit() {
        split();
    }

    /**
     * Connects to the database of the deployment under test as its superuser; skips the test if the
     * deployment is not ours.
     */
    public static Connection superuser() throws SQLException {
        AllInOne process = running().process();
        return process == null ? connect() : process.postgres().connect();
    }

    private static Split split() {
        Split split = running().split();
        assumeThat(split).as("a split deployment").isNotNull();
        return Objects.requireNonNull(split);
    }

    /** The folder for files of this run. */
    static Path target() throws IOException {
        return Files.createDirectories(Path.of("target").toAbsolutePath());
    }

    /** Whether the deployment under test is started here, and not elsewhere. */
    static boolean isOurs() {
        return System.getProperty("scaiwave.url") == null;
    }

    private static Running allInOne() {
        AllInOne process = AllInOne.unprepared("deployment");
        process.start(Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        return new Running(process.address(), process.tokenEndpoint(), null, process);
    }

    /** The all-in-one jar. */
    static Path jar() {
        return jar("scaiwave.jar", "../../api-gateway/allinone/target/admin.jar");
    }

    private static Running running() {
        if (Found.DEPLOYMENT instanceof Running running) {
            return running;
        }
        throw new IllegalStateException(String.valueOf(Found.DEPLOYMENT));
    }

    /** A jar that the build made. */
    static Path jar(String property, String built) {
        Path jar = Path.of(System.getProperty(property, built));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "Nothing to test: give -Dscaiwave.url=http://… of a running deployment, or -D"
                            + property
                            + "=… of a jar. There is none at "
                            + jar.toAbsolutePath().normalize());
        }
        return jar;
    }

    /**
     * A deployment that is up.
     *
     * @param tokenEndpoint where tokens are issued with any claims
     */
    record Running(
            URI address, URI tokenEndpoint, @Nullable Split split, @Nullable AllInOne process) {
        Running(URI address, URI tokenEndpoint) {
            this(address, tokenEndpoint, null, null);
        }
    }

    private static final class Found {
        /** The deployment, or the reason why there is none, which each test reports. */
        private static final Object DEPLOYMENT = find();

        private static Object find() {
            try {
                return findOrStart();
            } catch (IOException | UncheckedIOException | IllegalStateException e) {
                return e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause());
            }
        }

        private static Running findOrStart() throws IOException {
            String url = System.getProperty("scaiwave.url");
            if (url != null) {
                String address = url.replaceAll("/+$", "");
                return new Running(URI.create(address), URI.create(address + "/dev/token"));
            }
            return switch (System.getProperty("scaiwave.topology", "all-in-one")) {
                case "all-in-one" -> allInOne();
                case "split" -> Split.start();
                case String other ->
                        throw new IllegalStateException("there is no topology " + other);
            };
        }
    }
}
