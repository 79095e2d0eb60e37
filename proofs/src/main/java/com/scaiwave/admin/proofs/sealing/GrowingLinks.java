package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.proofs.Links;
import com.scaiwave.admin.proofs.tlog.Tile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The links of a tree to which leaves are added. */
final class GrowingLinks {
    private final ByteBuffer last = ByteBuffer.allocate(Tile.WIDTH * Links.EACH);
    private final Map<Long, Links> filled = new HashMap<>();
    private long size;
    private boolean changed;

    /**
     * The links of a tree.
     *
     * @param size the number of leaves
     * @param stored those of the last tile, if that is not full
     */
    GrowingLinks(long size, Links stored) {
        this.size = size;
        last.put(stored.bytes(), 0, (int) (size % Tile.WIDTH) * Links.EACH);
    }

    /** Adds the link of the next leaf. */
    void add(Links.Entry entry) {
        last.putLong(entry.n()).putLong(entry.previous());
        changed = true;
        if (!last.hasRemaining()) {
            filled.put(size / Tile.WIDTH, written());
            last.clear();
            changed = false;
        }
        size++;
    }

    private Links written() {
        byte[] bytes = new byte[last.position()];
        last.get(0, bytes);
        return new Links(bytes);
    }

    /** The links that have changed since this was called last, by the indexes of their tiles. */
    Map<Long, Links> takeChanged() {
        Map<Long, Links> taken = new HashMap<>(filled);
        filled.clear();
        if (changed) {
            taken.put(size / Tile.WIDTH, written());
            changed = false;
        }
        return taken;
    }
}
