package com.scaiwave.admin.contract.harness;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The deployment under test: the one that {@code scaiwave.url} names, else an all-in-one process of
 * our own, started once for all test classes and stopped with the JVM.
 */
public final class Deployment {

    private Deployment() {}

    /** The address, without a slash at its end; starts the process if there is none yet. */
    public static URI address() {
        if (Running.ADDRESS instanceof URI address) {
            return address;
        }
        throw new IllegalStateException(String.valueOf(Running.ADDRESS));
    }

    /** Where tokens are fetched: {@code scaiwave.tokens}, else the deployment's own endpoint. */
    public static URI tokenEndpoint() {
        String configured = System.getProperty("scaiwave.tokens");
        return URI.create(configured != null ? configured : address() + "/dev/token");
    }

    private static final class Running {
        /** A URI, or why there is none: each test says so, not only the first. */
        private static final Object ADDRESS = find();

        private static Object find() {
            String url = System.getProperty("scaiwave.url");
            try {
                return url != null ? URI.create(url.replaceAll("/+$", "")) : start();
            } catch (RuntimeException e) {
                return e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause());
            }
        }
    }

    /** Whether what is tested is what a jar here starts, and not running elsewhere. */
    static boolean isOurs() {
        return System.getProperty("scaiwave.url") == null;
    }

    private static URI start() {
        AllInOne process = AllInOne.start("deployment", Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        return process.address();
    }

    static Path jar() {
        Path jar =
                Path.of(
                        System.getProperty(
                                "scaiwave.jar", "../api-gateway/allinone/target/admin.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "Nothing to test: give -Dscaiwave.url=http://… of a running deployment, or"
                            + " -Dscaiwave.jar=… of an all-in-one jar. There is none at "
                            + jar.toAbsolutePath().normalize());
        }
        return jar;
    }
}
