package com.scaiwave.admin.torture.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A small file system in memory, which can be filled up. */
public final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "2g";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts it; empty if this process may not mount. */
    static Optional<SmallDisk> mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean mounted =
                run(
                        List.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=" + SIZE,
                                "tmpfs",
                                folder.toString()));
        if (!mounted) {
            return Optional.empty();
        }
        SmallDisk disk = new SmallDisk(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(disk::close));
        return Optional.of(disk);
    }

    /** Fills it up to the last block. */
    public void fill() {
        byte[] zeros = new byte[1 << 20];
        for (int size = zeros.length; size >= 512; size /= 2) {
            try (OutputStream out = Files.newOutputStream(ballast(size))) {
                while (true) {
                    out.write(zeros, 0, size);
                }
            } catch (IOException e) {
                // There is no room for a block of this size.
            }
        }
    }

    public void free() {
        for (int size = 1 << 20; size >= 512; size /= 2) {
            try {
                Files.deleteIfExists(ballast(size));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        run(List.of("umount", "-l", folder.toString()));
    }

    private Path ballast(int size) {
        return folder.resolve("ballast-" + size);
    }

    private static boolean run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
