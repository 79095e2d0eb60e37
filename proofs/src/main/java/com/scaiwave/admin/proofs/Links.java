package com.scaiwave.admin.proofs;

import com.scaiwave.admin.proofs.tlog.Tile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * For each leaf of a tile of level 0, its place in its scope, in 16 bytes. So a proof need not
 * search for the scope's previous leaf. The hash of the leaf shows whether the place is right.
 */
public record Links(byte[] bytes) {
    /** The bytes of an entry. */
    public static final int EACH = 16;

    /**
     * The place of a leaf in its scope.
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
