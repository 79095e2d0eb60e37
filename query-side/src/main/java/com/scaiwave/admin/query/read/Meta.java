package com.scaiwave.admin.query.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code meta} of answers to reads. */
public final class Meta {
    private Meta() {}

    /**
     * Of one resource.
     *
     * @param position of its last event; 0 where it has none
     * @param asOf the position that answered, where one was asked for
     */
    public static Map<String, @Nullable Object> resource(
            long version, long position, @Nullable Long asOf) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("version", version);
        meta.put("position", position == 0 ? null : position);
        return with(meta, asOf);
    }

    /** Of a page. */
    public static Map<String, @Nullable Object> page(@Nullable String next, @Nullable Long asOf) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put("next_cursor", next);
        return with(meta, asOf);
    }

    /** Of a list that is not paged. */
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
