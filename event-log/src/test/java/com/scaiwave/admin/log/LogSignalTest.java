package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullMarked
class LogSignalTest {
    private final TestPostgres postgres = TestPostgres.create();
    private final EventLog anotherProcess = postgres.log(LogName.ADMINISTRATION);
    private final LogSignal signal = new LogSignal(postgres.unpooled("scaiwave_query"));
    private final Semaphore woken = new Semaphore(0);

    @AfterEach
    void close() {
        signal.close();
    }

    @Test
    void an_append_of_another_process_wakes() throws InterruptedException {
        signal.onAppend(LogName.ADMINISTRATION, _ -> woken.release());
        assertThatAppendsWake(anotherProcess);
    }

    @Test
    void each_log_wakes() throws InterruptedException {
        signal.onAppend(LogName.ADMINISTRATION, _ -> woken.release());
        signal.onAppend(LogName.METERING, _ -> woken.release());
        assertThatAppendsWake(anotherProcess);
        assertThatAppendsWake(postgres.log(LogName.METERING));
    }

    @Test
    void a_cut_connection_is_made_anew_and_wakes_again() throws InterruptedException {
        signal.onAppend(LogName.ADMINISTRATION, _ -> woken.release());
        assertThatAppendsWake(anotherProcess);
        assertThat(postgres.cutConnectionsOf("scaiwave_query")).isEqualTo(1);
        assertThatAppendsWake(anotherProcess);
    }

    @Test
    void a_reader_that_fails_keeps_nobody_else_asleep() throws InterruptedException {
        signal.onAppend(
                LogName.ADMINISTRATION,
                _ -> {
                    throw new IllegalStateException("a reader's fault");
                });
        signal.onAppend(LogName.ADMINISTRATION, _ -> woken.release());
        assertThatAppendsWake(anotherProcess);
    }

    /** A new connection wakes once, too; so at least two of the three appends woke the reader. */
    private void assertThatAppendsWake(EventLog log) throws InterruptedException {
        for (int append = 0; append < 3; append++) {
            log.append(appending(enabled(WEB)));
            assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
