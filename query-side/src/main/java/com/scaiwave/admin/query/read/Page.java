package com.scaiwave.admin.query.read;

import com.scaiwave.admin.web.edge.Call;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * One page of a list. It ends where the client's limit is reached, or where another entry would
 * make it larger than {@link #MOST_BYTES}; it has at least one entry, if there is one.
 *
 * @param more whether there is an entry after it
 */
public record Page<T>(List<T> entries, boolean more) {
    /** The most bytes of a page's entries, as JSON: 4 MiB less room for the rest of the answer. */
    public static final int MOST_BYTES = (4 << 20) - (8 << 10);

    private static final int DEFAULT = 100;

    /** Rows per fetch: even the largest views fit into memory. */
    private static final int FETCHED = 100;

    public Page {
        entries = List.copyOf(entries);
    }

    /**
     * A page of the entries that a query finds.
     *
     * @param found the entries, and at least one after the page's end if there is one; only one
     *     after the end is read
     */
    public static <T> Page<T> of(Iterator<Sized<T>> found, int limit) {
        List<T> entries = new ArrayList<>();
        long bytes = 0;
        while (found.hasNext()) {
            Sized<T> next = found.next();
            bytes += next.bytes();
            if (entries.size() == limit || (!entries.isEmpty() && bytes > MOST_BYTES)) {
                return new Page<>(entries, true);
            }
            entries.add(next.entry());
        }
        return new Page<>(entries, false);
    }

    /** A page of the rows that a statement finds, one more than the limit if there is one. */
    public static <T> Page<T> of(StatementSpec found, RowMapper<Sized<T>> row, int limit) {
        try (Stream<Sized<T>> rows = found.withFetchSize(FETCHED).query(row).stream()) {
            return of(rows.iterator(), limit);
        }
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

    /**
     * An entry and its approximate size as JSON.
     *
     * @param bytes its stored size
     */
    public record Sized<T>(T entry, int bytes) {}
}
