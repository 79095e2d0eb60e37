package com.scaiwave.admin.command.write;

/**
 * An aggregate that is kept in memory between commands: each command evolves a copy of its own, so
 * that one which fails leaves no trace.
 */
public interface Kept<T extends Kept<T>> {
    T copy();
}
