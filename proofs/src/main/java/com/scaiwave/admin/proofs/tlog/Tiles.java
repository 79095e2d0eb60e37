package com.scaiwave.admin.proofs.tlog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The complete subtrees of a tree that is stored as tiles. What was read and hashed is kept: to be
 * used for one proof or one batch.
 */
public final class Tiles implements Nodes {
    private final Source source;
    private final Map<Place, byte[]> read = new HashMap<>();
    private final Map<Place, Hash> computed = new HashMap<>();

    public Tiles(Source source) {
        this.source = source;
    }

    /** Where tiles are stored. */
    @FunctionalInterface
    public interface Source {

        /** The hashes of a tile, as many as are stored; null if there is none. */
        byte @Nullable [] tile(int level, long index);
    }

    private record Place(int level, long index) {}

    @Override
    public Hash at(int height, long index) {
        Place place = new Place(height, index);
        Hash known = computed.get(place);
        if (known == null) {
            known = hashed(height, index);
            computed.put(place, known);
        }
        return known;
    }

    private Hash hashed(int height, long index) {
        int level = height / Tile.HEIGHT;
        int within = height % Tile.HEIGHT;
        long first = index << within;
        byte[] tile = tile(level, first / Tile.WIDTH);
        return subtree(tile, (int) (first % Tile.WIDTH), within);
    }

    /** The hash over {@code 2^height} neighbours in a tile. */
    static Hash subtree(byte[] tile, int place, int height) {
        if ((place + (1 << height)) * Hash.BYTES > tile.length) {
            throw new MalformedProof("a tile is too short");
        }
        if (height == 0) {
            return Hash.at(tile, place);
        }
        int half = 1 << (height - 1);
        return Hash.ofNode(
                subtree(tile, place, height - 1), subtree(tile, place + half, height - 1));
    }

    private byte[] tile(int level, long index) {
        Place place = new Place(level, index);
        byte[] known = read.get(place);
        if (known == null) {
            known = source.tile(level, index);
            if (known == null) {
                throw new MalformedProof("tile " + level + "/" + Tile.path(index) + " is missing");
            }
            read.put(place, known);
        }
        return known;
    }
}
