package com.scaiwave.admin.log;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;

/**
 * The contract of every storage behind {@link EventLog}. A subclass opens a new one for each test.
 */
@NullMarked
abstract class LogConformance
        implements AppendingConformance,
                ClaimsConformance,
                AnswersConformance,
                ChecksConformance,
                ReadingConformance,
                TimeConformance,
                ConcurrencyConformance,
                LossConformance {
    private final StorageUnderTest storage;

    LogConformance(StorageUnderTest storage) {
        this.storage = storage;
    }

    @Override
    public StorageUnderTest storage() {
        return storage;
    }

    @AfterEach
    void close() {
        storage.close();
    }
}
