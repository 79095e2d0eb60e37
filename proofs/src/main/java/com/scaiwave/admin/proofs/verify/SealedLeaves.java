package com.scaiwave.admin.proofs.verify;

import com.scaiwave.admin.proofs.Leaf.Link;
import com.scaiwave.admin.proofs.Links;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.Tiles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of the leaves that were sealed, in their order: from published tiles as far as there
 * are some, else from the database.
 */
final class SealedLeaves {
    private final Tree tree;
    private final StoredTrees stored;
    private final @Nullable Evidence evidence;
    private final Tiles.Source database;
    private long tileIndex = -1;
    private byte[] trusted = new byte[0];
    private byte[] kept = new byte[0];
    private Links links = new Links(new byte[0]);

    SealedLeaves(Tree tree, StoredTrees stored, @Nullable Evidence evidence) {
        this.tree = tree;
        this.stored = stored;
        this.evidence = evidence;
        this.database = stored.tiles(tree);
    }

    /** The hash of a leaf; null if none is known. Leaves have to be asked for in their order. */
    @Nullable Hash at(long index) {
        load(index / Tile.WIDTH);
        boolean published =
                evidence != null && evidence.tiles() != null && index < evidence.head().size();
        return hash(published ? trusted : kept, index);
    }

    /** The hash of a leaf that may be in the next tile; null if none is known. */
    @Nullable Hash ahead(long index) {
        return index / Tile.WIDTH == tileIndex ? at(index) : next(index).at(index);
    }

    /** Like {@link #stated}, for a leaf that may be in the next tile. */
    @Nullable Link statedAhead(long index) {
        return index / Tile.WIDTH == tileIndex ? stated(index) : next(index).stated(index);
    }

    private SealedLeaves next(long index) {
        SealedLeaves next = new SealedLeaves(tree, stored, evidence);
        next.load(index / Tile.WIDTH);
        return next;
    }

    /** The hash of a leaf in the database, which may be another one than was published. */
    @Nullable Hash inDatabase(long index) {
        load(index / Tile.WIDTH);
        return hash(kept, index);
    }

    /** What the database says of a leaf's place in its chain; null if it says nothing. */
    @Nullable Link stated(long index) {
        Links.Entry entry = links.of(index);
        if (entry == null || entry.previous() >= index) {
            return null;
        }
        if (entry.previous() < 0) {
            return Link.FIRST;
        }
        byte[] tile =
                entry.previous() / Tile.WIDTH == tileIndex
                        ? kept
                        : database.tile(0, entry.previous() / Tile.WIDTH);
        Hash previous = tile == null ? null : hash(tile, entry.previous());
        return previous == null ? null : new Link(entry.n(), previous);
    }

    private void load(long index) {
        if (index == tileIndex) {
            return;
        }
        tileIndex = index;
        Tiles.Source published = evidence == null ? null : evidence.tiles();
        trusted = published == null ? new byte[0] : orEmpty(published.tile(0, index));
        kept = orEmpty(database.tile(0, index));
        links = stored.links(tree, index).orElse(new Links(new byte[0]));
    }

    private static byte[] orEmpty(byte @Nullable [] tile) {
        return tile == null ? new byte[0] : tile;
    }

    private static @Nullable Hash hash(byte[] tile, long index) {
        int from = (int) (index % Tile.WIDTH) * Hash.BYTES;
        return from + Hash.BYTES > tile.length
                ? null
                : Hash.of(Arrays.copyOfRange(tile, from, from + Hash.BYTES));
    }
}
