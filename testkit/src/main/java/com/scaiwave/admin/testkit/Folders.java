package com.scaiwave.admin.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies and deletes folders, as a backup does. */
public final class Folders {

    private Folders() {}

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
}
