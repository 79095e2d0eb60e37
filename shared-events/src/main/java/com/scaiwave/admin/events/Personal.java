package com.scaiwave.admin.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to a person. It is in the log, in the read models and in every stored answer
 * only as ciphertext under the key of its subject; whoever folds or compares sees it opened, or
 * {@link #ERASED} once that key is gone.
 */
public sealed interface Personal {
    /** What a value reads as when the key of its subject has been erased. */
    String ERASED = "[erased]";

    /** The value itself, opened. */
    String value();

    /** A value that has not been in the log yet, and whose key will seal it. */
    static Personal of(String subject, String value) {
        return new Plain(subject, value);
    }

    /** Whether two values read the same, sealed or not. */
    static boolean same(@Nullable Personal a, @Nullable Personal b) {
        return Objects.equals(a == null ? null : a.value(), b == null ? null : b.value());
    }

    /** A value on its way into the log. */
    record Plain(String subject, String value) implements Personal {
        @Override
        public String toString() {
            return "Personal";
        }
    }

    /** A value from the log: the id of its key and the ciphertext, opened when it is asked for. */
    record Sealed(String key, String cipher, Opener opener) implements Personal {
        @Override
        public String value() {
            return opener.open(key, cipher);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Sealed that
                    && key.equals(that.key)
                    && cipher.equals(that.cipher);
        }

        @Override
        public int hashCode() {
            return Objects.hash(key, cipher);
        }

        @Override
        public String toString() {
            return "Personal";
        }
    }

    /** Opens ciphertexts; answers {@link #ERASED} when the key is gone. */
    @FunctionalInterface
    interface Opener {
        String open(String key, String cipher);
    }
}
