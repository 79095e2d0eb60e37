package com.scaiwave.admin.proofs.verify;

import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.MalformedProof;
import com.scaiwave.admin.proofs.tlog.MerkleTree;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was kept outside of the database: a signed checkpoint, and perhaps the tiles below it.
 *
 * @param head what the checkpoint says
 * @param tiles published tiles whose root is the checkpoint's; null if there are none
 */
public record Evidence(TreeHead head, Tiles.@Nullable Source tiles) {

    /**
     * Reads evidence.
     *
     * @param checkpoint a file with a signed note; without it, that among the tiles counts
     * @param tiles the folder of what was published
     * @param keys the keys that are trusted
     * @throws MalformedProof if the checkpoint is not signed by one of the keys, or the tiles are
     *     not those of the checkpoint
     */
    public static Optional<Evidence> read(
            @Nullable Path checkpoint, @Nullable Path tiles, List<VerifierKey> keys) {
        Path file =
                checkpoint != null
                        ? checkpoint
                        : tiles == null ? null : tiles.resolve("checkpoint");
        if (file == null) {
            return Optional.empty();
        }
        SignedNote note = SignedNote.parse(bytes(file));
        if (note.signers(keys).isEmpty()) {
            throw new MalformedProof(file + " is not signed by a key that is trusted");
        }
        TreeHead head = TreeHead.parse(note.text());
        if (tiles == null) {
            return Optional.of(new Evidence(head, null));
        }
        Tiles.Source source = (level, index) -> published(tiles, level, index);
        Hash root = new MerkleTree(new Tiles(source)).root(head.size());
        if (!root.equals(head.root())) {
            throw new MalformedProof("the tiles in " + tiles + " are not those of the checkpoint");
        }
        return Optional.of(new Evidence(head, source));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    /** A published tile, or the widest partial one. */
    private static byte @Nullable [] published(Path folder, int level, long index) {
        Path full = folder.resolve("tile/" + new Tile(level, index, Tile.WIDTH).path());
        try {
            return Files.readAllBytes(full);
        } catch (NoSuchFileException e) {
            return partial(full.resolveSibling(full.getFileName() + ".p"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + full, e);
        }
    }

    private static byte @Nullable [] partial(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> widest =
                    files.filter(f -> f.getFileName().toString().matches("[0-9]{1,3}"))
                            .max(
                                    Comparator.comparingInt(
                                            f -> Integer.parseInt(f.getFileName().toString())));
            return widest.isEmpty() ? null : Files.readAllBytes(widest.get());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + folder, e);
        }
    }
}
