package com.scaiwave.admin.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A personal value. The log, the read models and stored answers contain only its ciphertext, which
 * is encrypted with the key of its subject. Code that folds or compares it gets the plaintext, or
 * {@link #ERASED} once that key is gone.
 */
public sealed interface Personal {
    /** The text in place of a value whose key has been erased. */
    String ERASED = "[erased]";

    /** The plaintext, or {@link #ERASED}. */
    String value();

    /** A new value, which is encrypted with the key of its subject when it is stored. */
    static Personal of(Subject subject, String value) {
        return new Plain(subject, value);
    }

    /** Whether two values have the same plaintext. */
    static boolean same(@Nullable Personal a, @Nullable Personal b) {
        return Objects.equals(a == null ? null : a.value(), b == null ? null : b.value());
    }

    /** A value that is not stored yet. */
    record Plain(Subject subject, String value) implements Personal {
        @Override
        public String toString() {
            return "Personal";
        }
    }

    /**
     * A stored value. Each call of {@link #value} decrypts it.
     *
     * @param key the id of its key
     * @param cipher the ciphertext of a random salt of 16 bytes and the value
     * @param commitment the SHA-256 of the same: once the salt is disclosed, it proves the value
     */
    record Sealed(String key, String cipher, String commitment, Opener opener) implements Personal {
        @Override
        public String value() {
            return opener.open(key, cipher);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Sealed that
                    && key.equals(that.key)
                    && cipher.equals(that.cipher)
                    && commitment.equals(that.commitment);
        }

        @Override
        public int hashCode() {
            return Objects.hash(key, cipher, commitment);
        }

        @Override
        public String toString() {
            return "Personal";
        }
    }

    /** Decrypts values; returns {@link #ERASED} if the key is gone. */
    @FunctionalInterface
    interface Opener {
        String open(String key, String cipher);
    }
}
