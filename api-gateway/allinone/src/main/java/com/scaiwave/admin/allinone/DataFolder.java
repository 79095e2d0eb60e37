package com.scaiwave.admin.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** The folder that a development run keeps between starts: the database, its log, and its keys. */
record DataFolder(Path path) {
    private static final String MASTER_KEY = "master-key.json";

    /** Marks a folder with data that is encrypted under a master key. */
    private static final String KEYED = "master-key.in-use";

    Path postgres() {
        return path.resolve("postgres");
    }

    Path log() {
        return path.resolve("admin.log");
    }

    /** The key that wraps all others; without it, no encrypted value can be read. */
    String masterKey(Supplier<String> generate) {
        if (!Files.exists(path.resolve(MASTER_KEY)) && Files.exists(path.resolve(KEYED))) {
            throw new IllegalStateException(
                    path.resolve(MASTER_KEY)
                            + " is missing, and without it the encrypted values in the data"
                            + " can't be read: put it back, or start with another data folder");
        }
        String key = secret(MASTER_KEY, generate);
        secret(KEYED, () -> "");
        return key;
    }

    /** The key that signs development tokens. */
    String tokenKey(Supplier<String> generate) {
        return secret("development-token-key.json", generate);
    }

    void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("can't use " + path + " as data folder", e);
        }
    }

    /**
     * Checks, before anything touches the database, that this process can run it.
     *
     * @throws IllegalStateException if it belongs to another user or another version of PostgreSQL
     */
    void checkDatabase(String version) {
        Path marker = postgres().resolve("PG_VERSION");
        if (!Files.exists(postgres())) {
            return;
        }
        try {
            String owner = Files.getOwner(postgres()).getName();
            String user = System.getProperty("user.name", "");
            if (!owner.equals(user)) {
                throw new IllegalStateException(
                        postgres() + " belongs to " + owner + ", and this runs as " + user);
            }
            String found = Files.exists(marker) ? Files.readString(marker).strip() : version;
            if (!found.equals(version)) {
                throw new IllegalStateException(
                        postgres()
                                + " is of PostgreSQL "
                                + found
                                + ", and this runs "
                                + version
                                + ": nothing was changed; start with another data folder, or bring"
                                + " this one to "
                                + version
                                + " with pg_upgrade");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + postgres(), e);
        }
    }

    /**
     * Locks the folder for this process.
     *
     * @throws IllegalStateException if another process has locked it
     */
    FileLock lock() {
        try {
            FileChannel channel =
                    FileChannel.open(
                            path.resolve("serve.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("another ./admin serve uses " + path);
            }
            return lock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a secret from a file. If there is none, it is generated and written first, readable by
     * its owner only.
     */
    private String secret(String name, Supplier<String> generate) {
        Path file = path.resolve(name);
        try {
            if (!Files.exists(file)) {
                Path draft = path.resolve(name + ".new");
                Files.deleteIfExists(draft);
                Files.createFile(
                        draft,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.write(draft, Set.of(generate.get()), UTF_8);
                Files.move(draft, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read or write " + file, e);
        }
    }
}
