package com.scaiwave.admin.web.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a registry: the operator's file, or the one that is packaged. */
final class RegistryFile {
    private RegistryFile() {}

    static byte[] read(@Nullable Path file, String builtIn) {
        try {
            if (file != null) {
                return Files.readAllBytes(file);
            }
            try (InputStream in = RegistryFile.class.getResourceAsStream(builtIn)) {
                if (in == null) {
                    throw new IllegalStateException(builtIn + " is not packaged");
                }
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
