package com.scaiwave.admin.query.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code meta} of answers to reads. */
public final class Meta {
    private Meta() {}

    /**
     * The {@code meta} of one resource.
     *
     * @param position the position of its last event; 0 if it has none
     * @param asOf the position that was asked for; null for the present
     */
    public static Map<String, @Nullable Object> resource(
            long version, long position, @Nullable Long asOf) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("version", version);
        meta.put("position", position == 0 ? null : position);
        return with(meta, asOf);
    }

    /** The {@code meta} of a page. */
    public static Map<String, @Nullable Object> page(@Nullable String next, @Nullable Long asOf) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("next_cursor", next);
        return with(meta, asOf);
    }

    /** The {@code meta} of a list that is not paged. */
    public static Map<String, @Nullable Object> list(@Nullable Long asOf) {
        return with(new LinkedHashMap<>(), asOf);
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> meta, @Nullable Long asOf) {
        if (asOf != null) {
            meta.put("as_of", asOf);
        }
        return meta;
    }
}
