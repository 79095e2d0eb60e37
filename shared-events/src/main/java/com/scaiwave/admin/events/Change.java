package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A changed field's old and new value; the audit log needs no look-up for the old one. */
public record Change<T>(
        @JsonProperty("old") @Nullable T old, @JsonProperty("new") @Nullable T now) {

    /** The change from one value to another; null if they are equal. */
    public static <T> @Nullable Change<T> between(@Nullable T old, @Nullable T now) {
        return Objects.equals(old, now) ? null : new Change<>(old, now);
    }

    /** Whether at least one of the changes is not null. */
    public static boolean any(@Nullable Change<?>... changes) {
        return Arrays.stream(changes).anyMatch(Objects::nonNull);
    }

    /** The new value, or the old one if there is no change; for a field that is never null. */
    public static <T> T apply(@Nullable Change<T> change, T old) {
        return change == null || change.now() == null ? old : change.now();
    }

    /** The new value, or the old one if there is no change; for a field that may be null. */
    public static <T> @Nullable T applyNullable(@Nullable Change<T> change, @Nullable T old) {
        return change == null ? old : change.now();
    }
}
