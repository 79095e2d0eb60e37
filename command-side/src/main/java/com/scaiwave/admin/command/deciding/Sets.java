package com.scaiwave.admin.command.deciding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets as the contract has them: sorted by code point. */
public final class Sets {
    /** UTF-16 order differs from that of code points beyond the basic plane. */
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private Sets() {}

    /** The values, sorted; those of a missing field are none. */
    public static List<String> sorted(@Nullable List<String> values) {
        return values == null ? List.of() : values.stream().sorted(BY_CODE_POINT).toList();
    }
}
