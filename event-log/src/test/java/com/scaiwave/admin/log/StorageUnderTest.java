package com.scaiwave.admin.log;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;

/**
 * What a storage has to offer to be tested by {@link LogConformance}: its logs, empty at first, and
 * what only its own test can do to them.
 */
@NullMarked
interface StorageUnderTest extends AutoCloseable {
    /** Where in an append the connection to the storage breaks. */
    enum Cut {
        NONE,
        /** The storage never sees the append. */
        BEFORE_THE_REQUEST,
        /** The storage has committed, and its answer is lost. */
        BEFORE_THE_ANSWER,
        /** The same, and it can't be reached from then on. */
        BEFORE_THE_ANSWER_AND_FOR_GOOD
    }

    /** A log, the same one at each call. */
    LogUnderTest log(LogName name);

    /** The log of administration as a process has it whose connection breaks at its next append. */
    LogUnderTest cutAt(Cut cut);

    /** The same log as a process has it that can't reach the storage. */
    LogUnderTest unreachable();

    /**
     * Records the last event once more, as a process of another version or with another clock has
     * it; without the log's own append.
     */
    void recordAgain(String type, int revision, Duration later);

    /** The payload of an event, byte for byte as it is stored. */
    byte[] payload(long position);

    /** Has a stored answer be older than it is. */
    void age(byte[] answerKey, Duration time);

    @Override
    void close();
}
