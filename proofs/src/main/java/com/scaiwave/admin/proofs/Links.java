package com.scaiwave.admin.proofs;

import com.scaiwave.admin.proofs.tlog.Tile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the leaves of a tile of level 0 say of their scopes: 16 bytes each. It spares a proof the
 * search for the scope's previous leaf; the hash of the leaf shows whether it is right.
 */
public record Links(byte[] bytes) {
    /** The bytes of an entry. */
    public static final int EACH = 16;

    /**
     * What a leaf says.
     *
     * @param n how many leaves of its scope come before it
     * @param previous the index of the last of those; -1 for the first leaf
     */
    public record Entry(long n, long previous) {}

    /** The entry of a leaf; null if there is none. */
    public @Nullable Entry of(long leaf) {
        int place = (int) (leaf % Tile.WIDTH) * EACH;
        if (place + EACH > bytes.length) {
            return null;
        }
        ByteBuffer entry = ByteBuffer.wrap(bytes, place, EACH);
        return new Entry(entry.getLong(), entry.getLong());
    }
}
