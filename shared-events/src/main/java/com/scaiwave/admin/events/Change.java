package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One field that an event changed, with what it was before: the audit log needs no look-up. */
public record Change<T>(
        @JsonProperty("old") @Nullable T old, @JsonProperty("new") @Nullable T now) {

    /** The change from one value to another; null where there is none. */
    public static <T> @Nullable Change<T> between(@Nullable T old, @Nullable T now) {
        return Objects.equals(old, now) ? null : new Change<>(old, now);
    }

    /** Whether any of the changes is one. */
    public static boolean any(@Nullable Change<?>... changes) {
        return Arrays.stream(changes).anyMatch(Objects::nonNull);
    }

    /** A field that is never null, after a change; where there is none, as it was. */
    public static <T> T apply(@Nullable Change<T> change, T old) {
        return change == null || change.now() == null ? old : change.now();
    }

    /** A field that may be null, after a change; where there is none, as it was. */
    public static <T> @Nullable T applyNullable(@Nullable Change<T> change, @Nullable T old) {
        return change == null ? old : change.now();
    }
}
