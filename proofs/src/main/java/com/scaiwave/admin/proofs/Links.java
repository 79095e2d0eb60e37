package com.scaiwave.admin.proofs;

import com.scaiwave.admin.proofs.tlog.Tile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the leaves of a tile of level 0 say of their scopes: 16 bytes each. It spares a proof the
 * search for the scope's previous leaf; the hash of the leaf shows whether it is right.
 */
public record Links(byte[] bytes) {
    private static final int EACH = 16;

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

    /** The entries with a further one. */
    public Links with(Entry entry) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + EACH);
        ByteBuffer.wrap(longer, bytes.length, EACH).putLong(entry.n()).putLong(entry.previous());
        return new Links(longer);
    }
}
