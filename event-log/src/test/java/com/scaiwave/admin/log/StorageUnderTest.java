package com.scaiwave.admin.log;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;

/**
 * What {@link LogConformance} needs of a storage: its logs, empty at first, and access to them that
 * only a test has.
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
        /** The same, and the storage can't be reached from then on. */
        BEFORE_THE_ANSWER_AND_FOR_GOOD
    }

    /** A log; each call returns the same one. */
    LogUnderTest log(LogName name);

    /** The administration log in a process whose connection breaks at its next append. */
    LogUnderTest cutAt(Cut cut);

    /** The administration log in a process that can't reach the storage. */
    LogUnderTest unreachable();

    /**
     * Records the last event once more, as a process of another version or with another clock
     * would, without the log's own append.
     */
    void recordAgain(String type, int revision, Duration later);

    /** The payload of an event, byte for byte as it is stored. */
    byte[] payload(long position);

    /** Makes a stored answer older by the given time. */
    void age(byte[] answerKey, Duration time);

    @Override
    void close();
}
