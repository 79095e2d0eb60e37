package com.scaiwave.admin.log.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** Checks that errors contain no keys. */
@NullMarked
final class KeyMaterial {
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_=-]{24,}");

    private KeyMaterial() {}

    /** Fails if an error, or any of its causes, contains an encoded part of a keyset. */
    static void assertThatNoneIsIn(Throwable error, String... keysets) {
        StringWriter all = new StringWriter();
        error.printStackTrace(new PrintWriter(all));
        for (String keyset : keysets) {
            List<String> encoded =
                    ENCODED.matcher(keyset).results().map(MatchResult::group).toList();
            assertThat(encoded).isNotEmpty();
            assertThat(all.toString()).doesNotContain(encoded);
        }
    }
}
