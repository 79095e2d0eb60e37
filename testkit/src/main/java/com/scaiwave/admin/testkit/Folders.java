package com.scaiwave.admin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies and deletes folders, as a backup does, and finds a place for data. */
public final class Folders {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 8L << 30;
    private static final String DELETE_AFTER =
            "while kill -0 \"$1\" 2>/dev/null; do sleep 1; done; rm -rf \"$2\"";

    private Folders() {}

    /**
     * A new folder for the data of a test's PostgreSQL, which may be killed while its machine goes
     * on: in memory if there is room, else below {@code target}. On a disk that is busy with other
     * work a commit may take longer than a request may wait, which is then answered 503. What is in
     * memory is deleted when this JVM has ended, however it ends.
     */
    public static Path forData(String name) throws IOException {
        return Files.createTempDirectory(Data.PARENT, name);
    }

    /** Copies a folder with all its contents, owners and permissions. */
    public static void copy(Path from, Path to) throws IOException {
        for (Path each : contents(from)) {
            Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Deletes a folder with all its contents, if it exists. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path each : contents(folder).reversed()) {
                Files.delete(each);
            }
        }
    }

    /** A folder and all that is below it; each folder comes before its contents. */
    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        }
    }

    private static final class Data {
        static final Path PARENT = parent();

        private static Path parent() {
            try {
                if (!Files.isWritable(MEMORY)
                        || Files.getFileStore(MEMORY).getUsableSpace() < ROOM) {
                    return Files.createDirectories(Path.of("target").toAbsolutePath());
                }
                Path parent = Files.createTempDirectory(MEMORY, "scaiwave-tests");
                String pid = Long.toString(ProcessHandle.current().pid());
                Process _ =
                        new ProcessBuilder("sh", "-c", DELETE_AFTER, "sh", pid, parent.toString())
                                .redirectOutput(Redirect.DISCARD)
                                .redirectError(Redirect.DISCARD)
                                .start();
                return parent;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
