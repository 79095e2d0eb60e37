package com.scaiwave.admin.command.write;

import com.scaiwave.admin.events.Change;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what a write would change. */
public final class Diff {
    private Diff() {}

    /** The change from one value to another; null where there is none. */
    public static <T> @Nullable Change<T> of(@Nullable T old, @Nullable T now) {
        return Objects.equals(old, now) ? null : new Change<>(old, now);
    }

    /** Whether any of the changes is one. */
    public static boolean any(@Nullable Change<?>... changes) {
        return Arrays.stream(changes).anyMatch(Objects::nonNull);
    }
}
