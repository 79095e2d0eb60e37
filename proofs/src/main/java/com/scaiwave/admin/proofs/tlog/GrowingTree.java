package com.scaiwave.admin.proofs.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree that leaves are added to. Only the last tile of each level, its edge, is in memory; tiles
 * that have changed are handed out to be stored.
 */
public final class GrowingTree implements Tiles.Source {
    private final List<byte[]> edge = new ArrayList<>();
    private final Map<Stored, byte[]> changed = new LinkedHashMap<>();
    private long size;

    /**
     * Where a tile is stored.
     *
     * @param level 0 to 63
     * @param index from 0, within the level
     */
    public record Stored(int level, long index) {}

    /** An empty tree. */
    public GrowingTree() {}

    /**
     * A tree of a size.
     *
     * @param tiles has the last, partial tile of each level
     * @throws MalformedProof if one of them is missing or too short
     */
    public GrowingTree(long size, Tiles.Source tiles) {
        this.size = size;
        int level = 0;
        for (long left = size; left > 0; left /= Tile.WIDTH) {
            int width = (int) (left % Tile.WIDTH);
            byte[] tile = width == 0 ? new byte[0] : tiles.tile(level, left / Tile.WIDTH);
            if (tile == null || tile.length < width * Hash.BYTES) {
                throw new MalformedProof(
                        "tile " + level + "/" + Tile.path(left / Tile.WIDTH) + " is too short");
            }
            edge.add(Arrays.copyOf(tile, width * Hash.BYTES));
            level++;
        }
    }

    public long size() {
        return size;
    }

    public void add(Hash leaf) {
        add(0, size, leaf);
        size++;
    }

    private void add(int level, long index, Hash hash) {
        if (edge.size() == level) {
            edge.add(new byte[0]);
        }
        byte[] before = edge.get(level);
        int place = before.length / Hash.BYTES;
        byte[] tile = Arrays.copyOf(before, before.length + Hash.BYTES);
        hash.copyTo(tile, place);
        changed.put(new Stored(level, index / Tile.WIDTH), tile);
        if (place + 1 == Tile.WIDTH) {
            edge.set(level, new byte[0]);
            add(level + 1, index / Tile.WIDTH, Tiles.subtree(tile, 0, Tile.HEIGHT));
        } else {
            edge.set(level, tile);
        }
    }

    /** The root, of which all is in memory. */
    public Hash root() {
        return new MerkleTree(new Tiles(this)).root(size);
    }

    /** A changed or partial tile; null for any other, which is stored. */
    @Override
    public byte @Nullable [] tile(int level, long index) {
        byte[] tile = changed.get(new Stored(level, index));
        boolean last = level < edge.size() && index == size >> (Tile.HEIGHT * (level + 1));
        return tile == null && last ? edge.get(level) : tile;
    }

    /** The tiles that have changed since this was called last. */
    public Map<Stored, byte[]> takeChanged() {
        Map<Stored, byte[]> taken = new HashMap<>(changed);
        changed.clear();
        return taken;
    }
}
