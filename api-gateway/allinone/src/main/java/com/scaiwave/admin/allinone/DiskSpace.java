package com.scaiwave.admin.allinone;

import com.scaiwave.admin.web.health.HealthCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the disk of a data folder has 64 MiB free. With less the process is not ready, as
 * PostgreSQL ends when it can't write its own log.
 */
record DiskSpace(Path folder, AtomicBoolean low) implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final long MINIMUM = 64L << 20;
    private static final long MEBIBYTE = 1L << 20;

    DiskSpace(Path folder) {
        this(folder, new AtomicBoolean());
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public State check() {
        long free = free();
        boolean now = free < MINIMUM;
        if (low.getAndSet(now) != now) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("free_mib", free / MEBIBYTE)
                    .addKeyValue("needed_mib", MINIMUM / MEBIBYTE)
                    .log(now ? "the disk is full" : "the disk has room again");
            if (now) {
                tell();
            }
        }
        return new State(!now, Map.of("free_mib", free / MEBIBYTE));
    }

    /**
     * Checks that there is room to start.
     *
     * @throws IllegalStateException if there is too little, with both numbers
     */
    void require() {
        if (isFull()) {
            throw new IllegalStateException(message());
        }
    }

    /** Prints to the terminal: the log may be on the same disk. */
    void tell() {
        System.err.println("admin: " + message());
    }

    private String message() {
        return "the disk of "
                + folder
                + " is full: "
                + free() / MEBIBYTE
                + " MiB are free, "
                + MINIMUM / MEBIBYTE
                + " MiB are needed";
    }

    boolean isFull() {
        return free() < MINIMUM;
    }

    long freeMebibytes() {
        return free() / MEBIBYTE;
    }

    private long free() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the free space of the disk of " + folder, e);
        }
    }
}
