package com.scaiwave.admin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An executable jar of Spring Boot, extracted, and with an AOT cache from one training run, so that
 * each of its processes starts with a third of the processor time (ADR 17). The copy is in a folder
 * beside the jar, and is made again when the jar or the JDK has changed. Concurrent builds share
 * one copy.
 */
public final class Program {
    /**
     * The options of every JVM that tests start. The AOT cache is valid for these; a heap size may
     * be added. With C1 alone, a JVM reserves a code cache of 48 MB, which these processes fill;
     * 240 MB is the default size.
     */
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=240m",
                    "-XX:+UseTransparentHugePages",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Djdk.nio.maxCachedBufferSize=262144",
                    "-Duser.timezone=UTC");

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final String JAVA = JAVA_HOME.resolve("bin/java").toString();

    private final Path jar;
    private final Path folder;

    private Program(Path jar) {
        this.jar = jar.toAbsolutePath().normalize();
        this.folder = this.jar.resolveSibling(this.jar.getFileName() + "-of-tests");
    }

    /** The work of a program while the JVM records the classes and methods that it uses. */
    @FunctionalInterface
    public interface Rehearsal {
        /**
         * Starts the program with arguments of its own, and returns when it has ended.
         *
         * @param unobserved the JVM, its options and the jar, for preparations
         * @param observed the same, for the run that is recorded
         * @param folder for its files
         * @param data the folder of its data, to be created; it is kept, and copied for others
         */
        void run(List<String> unobserved, List<String> observed, Path folder, Path data)
                throws IOException;
    }

    /**
     * The program of a jar that the build made.
     *
     * @param rehearsal runs if there is no AOT cache of this jar and JDK
     */
    static Program of(Path jar, Rehearsal rehearsal) {
        Program program = new Program(jar);
        try {
            program.prepare(rehearsal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return program;
    }

    /**
     * The command that starts a process of the program.
     *
     * @param options more options for the JVM
     * @param arguments for the program
     */
    public List<String> command(List<String> options, List<String> arguments) {
        List<String> all = new ArrayList<>(options);
        all.add("-XX:AOTCache=" + cache());
        return with(java(all), arguments);
    }

    /** A command with more arguments. */
    public static List<String> with(List<String> command, List<String> arguments) {
        return Stream.concat(command.stream(), arguments.stream()).toList();
    }

    /**
     * Copies the data that the rehearsal left, as the data of a new deployment.
     *
     * @param to does not exist, or is empty
     */
    public void copyData(Path to) {
        try {
            Files.deleteIfExists(to);
            Folders.copy(data(), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that the rehearsal left. */
    Path rehearsed(String name) {
        return folder.resolve(name);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.addAll(OPTIONS);
        command.addAll(options);
        command.addAll(List.of("-jar", unpacked().toString()));
        return command;
    }

    private Path unpacked() {
        return folder.resolve(jar.getFileName());
    }

    private Path cache() {
        return folder.resolve("tests.aot");
    }

    private Path stamp() {
        return folder.resolve("made-of");
    }

    private void prepare(Rehearsal rehearsal) throws IOException {
        Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            String made = Files.getLastModifiedTime(jar) + "\n" + JAVA_HOME + "\n" + OPTIONS;
            if (Files.exists(stamp())
                    && Files.readString(stamp()).equals(made)
                    && Files.exists(data())) {
                return;
            }
            Folders.delete(folder);
            Files.createDirectories(folder);
            Jvm.start(
                            List.of(
                                    JAVA,
                                    "-Djarmode=tools",
                                    "-jar",
                                    jar.toString(),
                                    "extract",
                                    "--force",
                                    "--destination",
                                    folder.toString()),
                            Map.of(),
                            folder.resolve("unpack.log"))
                    .awaitDone();
            String noted = "-XX:AOTConfiguration=" + folder.resolve("noted");
            rehearsal.run(
                    java(List.of()), java(List.of("-XX:AOTMode=record", noted)), folder, data());
            Jvm.start(
                            java(List.of("-XX:AOTMode=create", noted, "-XX:AOTCache=" + cache())),
                            Map.of(),
                            folder.resolve("cache.log"))
                    .awaitDone();
            Files.writeString(stamp(), made);
        }
    }
}
