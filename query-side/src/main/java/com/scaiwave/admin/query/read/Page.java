package com.scaiwave.admin.query.read;

import com.scaiwave.admin.web.edge.Call;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param more whether there is an entry behind it
 */
public record Page<T>(List<T> entries, boolean more) {
    private static final int DEFAULT = 100;

    public Page {
        entries = List.copyOf(entries);
    }

    /** A page from what a query for one entry more than the limit found. */
    public static <T> Page<T> of(List<T> found, int limit) {
        return found.size() > limit
                ? new Page<>(found.subList(0, limit), true)
                : new Page<>(found, false);
    }

    /** The request's {@code limit}. */
    public static int limit(Call call) {
        String limit = call.parameter("limit");
        return limit == null ? DEFAULT : Integer.parseInt(limit);
    }

    /** The cursor of the next page; null at the end. */
    public @Nullable String next(Call call, Cursors cursors, Function<T, String> place) {
        return more ? cursors.after(call, place.apply(entries.getLast())) : null;
    }
}
