package com.scaiwave.admin.proofs.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree that leaves are added to. Only the last tile of each level, its edge, is in memory; tiles
 * that have changed are handed out to be stored.
 */
public final class GrowingTree implements Tiles.Source {
    private final List<Edge> edges = new ArrayList<>();
    private final Map<Stored, byte[]> filled = new HashMap<>();
    private long size;

    /**
     * Where a tile is stored.
     *
     * @param level 0 to 63
     * @param index from 0, within the level
     */
    public record Stored(int level, long index) {}

    /** The last tile of a level, which may be empty. */
    private static final class Edge {
        private final byte[] hashes = new byte[Tile.WIDTH * Hash.BYTES];
        private int width;
        private boolean changed;

        byte[] tile() {
            return Arrays.copyOf(hashes, width * Hash.BYTES);
        }
    }

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
            Edge edge = new Edge();
            edge.width = width;
            System.arraycopy(tile, 0, edge.hashes, 0, width * Hash.BYTES);
            edges.add(edge);
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
        if (edges.size() == level) {
            edges.add(new Edge());
        }
        Edge edge = edges.get(level);
        hash.copyTo(edge.hashes, edge.width);
        edge.width++;
        edge.changed = true;
        if (edge.width == Tile.WIDTH) {
            byte[] tile = edge.tile();
            filled.put(new Stored(level, index / Tile.WIDTH), tile);
            edge.width = 0;
            edge.changed = false;
            add(level + 1, index / Tile.WIDTH, Tiles.subtree(tile, 0, Tile.HEIGHT));
        }
    }

    /** The root, of which all is in memory. */
    public Hash root() {
        return new MerkleTree(new Tiles(this)).root(size);
    }

    /** A changed or partial tile; null for any other, which is stored. */
    @Override
    public byte @Nullable [] tile(int level, long index) {
        if (level < edges.size() && index == last(level)) {
            return edges.get(level).tile();
        }
        return filled.get(new Stored(level, index));
    }

    /** The index of the last tile of a level. */
    private long last(int level) {
        return size >> (Tile.HEIGHT * (level + 1));
    }

    /** The tiles that have changed since this was called last. */
    public Map<Stored, byte[]> takeChanged() {
        Map<Stored, byte[]> taken = new HashMap<>(filled);
        filled.clear();
        for (int level = 0; level < edges.size(); level++) {
            Edge edge = edges.get(level);
            if (edge.changed) {
                taken.put(new Stored(level, last(level)), edge.tile());
                edge.changed = false;
            }
        }
        return taken;
    }
}
