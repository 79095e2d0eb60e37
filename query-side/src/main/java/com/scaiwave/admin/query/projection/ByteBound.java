package com.scaiwave.admin.query.projection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.ToIntFunction;

/** Caches that are bounded in bytes, not in entries. */
public final class ByteBound {
    private ByteBound() {}

    /**
     * A cache.
     *
     * @param most the most bytes of its values
     * @param bytes how many a value has, about
     */
    public static <K, V> Cache<K, V> cache(long most, ToIntFunction<V> bytes) {
        return Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(most)
                .weigher((K _, V value) -> bytes.applyAsInt(value))
                .build();
    }
}
