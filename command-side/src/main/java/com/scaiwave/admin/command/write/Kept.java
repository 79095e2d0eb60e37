package com.scaiwave.admin.command.write;

/**
 * An aggregate that is kept in memory between commands: each command evolves a copy of its own, so
 * that one which fails leaves no trace. All its fields are stored as well, where its stream is
 * long.
 */
public interface Kept<T extends Kept<T>> {
    T copy();

    /** About how many characters of text it has. */
    default long characters() {
        return 0;
    }

    /** Rises when the same events come to something else, or its fields change. */
    default int revision() {
        return 1;
    }
}
