package com.scaiwave.admin.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.scaiwave.admin.testkit.Folders;
import com.scaiwave.admin.testkit.Jvm;
import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.testkit.Program;
import com.scaiwave.admin.testkit.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An all-in-one process of a test's own, to configure it or to disturb it from outside. */
public final class AllInOne implements OwnDeployment {

    private static final int ANY_PORT = 0;

    private final Path data;
    private final Path output;
    private @Nullable Jvm process;
    private @Nullable URI address;

    private AllInOne(String name) {
        try {
            this.data = Folders.forData(name);
            this.output = Deployment.target().resolve(data.getFileName() + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one on the data of a first start, and waits until it is ready. */
    public static AllInOne start(String name, Map<String, String> environment) {
        AllInOne started = prepare(name);
        started.start(environment);
        return started;
    }

    /** A process that was not started yet, with the data that a first start leaves. */
    public static AllInOne prepare(String name) {
        AllInOne prepared = unprepared(name);
        Built.PROGRAM.copyData(prepared.data);
        return prepared;
    }

    /** A process that was not started yet, with an empty data folder. */
    public static AllInOne unprepared(String name) {
        assumeThat(Deployment.isOurs()).as("there is a jar to start").isTrue();
        return new AllInOne(name);
    }

    /** Starts it on its data, after {@link #stop}. */
    public void start(Map<String, String> environment) {
        Jvm started = launch(environment, ANY_PORT);
        try {
            address = URI.create(started.awaitReady());
        } catch (IllegalStateException e) {
            started.stop();
            throw e;
        }
    }

    /** Tries to start it on its data, and returns the message with which it refuses. */
    public String refusal(Map<String, String> environment) {
        return refusal(environment, ANY_PORT);
    }

    /** Tries to start it on a given port. */
    public String refusal(Map<String, String> environment, int port) {
        Jvm refused = launch(environment, port);
        assertThat(refused.awaitEnd()).isEqualTo(1);
        return refused.output();
    }

    /**
     * Runs another command of the program on its data; returns what that prints and its exit code.
     */
    public Outcome run(String... arguments) {
        Path printed = output.resolveSibling(data.getFileName() + "-command.log");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        delete(printed);
        Jvm command = Jvm.start(Built.PROGRAM.command(List.of(), all), Map.of(), printed);
        int code = command.awaitEnd();
        try {
            return new Outcome(code, Files.readString(printed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGKILL to the process, but not to its PostgreSQL; waits for its end. */
    public void kill9() {
        Objects.requireNonNull(process).kill9();
    }

    /** Sends SIGTERM; does not wait. */
    public void terminate() {
        Objects.requireNonNull(process).terminate();
    }

    /** Stops it as an operator would, and waits until it has ended. */
    public void stop() {
        assertThat(Objects.requireNonNull(process).stop()).as("it stops by itself").isTrue();
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop();
        }
        keepLog();
    }

    /** The data may be deleted with this JVM, and a failure has to be looked into after that. */
    private void keepLog() {
        Path log = data.resolve("admin.log");
        try {
            if (Files.exists(log)) {
                Files.copy(
                        log,
                        output.resolveSibling(data.getFileName() + "-admin.log"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI address() {
        return Objects.requireNonNull(address);
    }

    @Override
    public URI tokenEndpoint() {
        return URI.create(address() + "/dev/token");
    }

    /** The folder that it keeps its data in. */
    public Path data() {
        return data;
    }

    /** The file with its output. */
    public Path output() {
        return output;
    }

    /** The PostgreSQL that it runs. */
    public Postgres postgres() {
        return new Postgres(data.resolve("postgres"));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Jvm launch(Map<String, String> environment, int port) {
        delete(output);
        Jvm started =
                Jvm.start(
                        Built.PROGRAM.command(
                                List.of(),
                                List.of(
                                        "serve",
                                        "--port",
                                        String.valueOf(port),
                                        "--data",
                                        data.toString())),
                        environment,
                        output);
        process = started;
        return started;
    }

    private static final class Built {
        static final Program PROGRAM = Programs.allInOne(Deployment.jar());
    }
}
