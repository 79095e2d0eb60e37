package com.scaiwave.admin.command.write;

import org.jspecify.annotations.Nullable;

/** What the caller expects of the resource that it writes to: its {@code If-Match}. */
@FunctionalInterface
public interface Precondition {
    /** The caller expects nothing. */
    Precondition NONE = _ -> {};

    /**
     * Refuses with 412 where the expectation does not hold.
     *
     * @param version of the resource; null where there can be none yet
     */
    void check(@Nullable Long version);
}
