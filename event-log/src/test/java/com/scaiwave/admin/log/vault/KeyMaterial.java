package com.scaiwave.admin.log.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** Looks for keys where none must be. */
@NullMarked
final class KeyMaterial {
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_=-]{24,}");

    private KeyMaterial() {}

    /** Fails if an error says anything, down to its last cause, that is encoded in a keyset. */
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
