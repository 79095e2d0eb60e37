package com.scaiwave.admin.log;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;

/**
 * What any storage behind {@link EventLog} has to keep. A subclass opens one, new for each test.
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
