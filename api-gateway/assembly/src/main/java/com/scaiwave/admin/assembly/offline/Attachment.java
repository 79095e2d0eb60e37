package com.scaiwave.admin.assembly.offline;

import java.util.function.ToIntFunction;

/** Opens a database for as long as a command works on it. */
@FunctionalInterface
public interface Attachment {

    /** Runs work on the database; returns the exit code that it returns. */
    int during(ToIntFunction<Attached> work);
}
