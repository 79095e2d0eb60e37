package com.scaiwave.admin.query.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.testkit.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

@NullMarked
class HeadsTest {
    private static final TenantId ONE = new TenantId("tnt_1");
    private static final TenantId OTHER = new TenantId("tnt_2");

    private final TestPostgres database = TestPostgres.create();
    private final Gate gate = new Gate(database.as("scaiwave_query"));
    private final Heads heads =
            new Heads(new EventLog(LogName.ADMINISTRATION, gate, new EventCodec(database.vault())));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        gate.open.countDown();
        threads.shutdownNow();
    }

    @Test
    void who_comes_while_a_look_up_runs_shares_the_next_one() throws Exception {
        Future<Long> first = threads.submit(() -> heads.now().position());
        Waiting.until("the first look-up runs", () -> gate.connections.get() == 1);
        List<Future<Long>> others = new ArrayList<>();
        AtomicInteger asking = new AtomicInteger();
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(
                    threads.submit(() -> {
                        synchronized (askers) {
                            askers.add(Thread.currentThread());
                        }
                        asking.incrementAndGet();
                        return heads.now().position();
                    }));
        }
        Waiting.until("all others wait", () -> asking.get() == 20 && allWait(askers));
        RandomHistory.append(
                database.log(LogName.ADMINISTRATION), new RandomHistory(1).beginning());
        long written = database.log(LogName.ADMINISTRATION).head();

        gate.open.countDown();

        first.get(20, TimeUnit.SECONDS);
        for (Future<Long> other : others) {
            assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(written);
        }
        assertThat(gate.connections.get()).isEqualTo(2);
    }

    @Test
    void one_after_the_other_each_sees_what_is_there_by_then() {
        gate.open.countDown();
        EventLog log = database.log(LogName.ADMINISTRATION);
        RandomHistory history = begun(log);
        for (int i = 0; i < 10; i++) {
            RandomHistory.append(log, history.next());
            assertThat(heads.now()).isEqualTo(log.last());
        }
    }

    @Test
    void another_thread_looks_up_next() throws Exception {
        gate.open.countDown();
        EventLog log = database.log(LogName.ADMINISTRATION);
        begun(log);
        assertThat(heads.now()).isEqualTo(log.last());

        assertThat(threads.submit(heads::now).get(20, TimeUnit.SECONDS)).isEqualTo(log.last());
    }

    private static RandomHistory begun(EventLog log) {
        RandomHistory history = new RandomHistory(1);
        RandomHistory.append(log, history.beginning());
        return history;
    }

    @Test
    void a_log_that_was_replaced_is_noticed_and_read_on() {
        gate.open.countDown();
        EventLog log = database.log(LogName.ADMINISTRATION);
        RandomHistory history = begun(log);
        long kept = heads.now().position();
        RandomHistory.append(log, history.next());
        assertThat(heads.now()).isEqualTo(log.last());
        int before = heads.history();

        database.superuser()
                .execute(
                        """
                        alter table log_administration.events disable trigger append_only;
                        delete from log_administration.events where position > %d;
                        alter table log_administration.events enable trigger append_only;
                        """
                                .formatted(kept));
        RandomHistory.append(log, history.next());

        assertThat(heads.now()).isEqualTo(log.last());
        assertThat(heads.history()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000})
    void fewer_than_a_thousand_new_events_are_read_one_by_one(int count) {
        gate.open.countDown();
        EventLog log = database.log(LogName.ADMINISTRATION);
        begun(log);
        long before = heads.now().position();
        RandomHistory.append(log, Collections.nCopies(count, enabled(ONE)));

        assertThat(heads.now()).isEqualTo(log.last());

        assertThat(heads.isQuiet(ONE, before)).isFalse();
        assertThat(heads.isQuiet(OTHER, before)).isEqualTo(count < 1_000);
        assertThat(heads.isUnchanged(List.of(StreamId.models(OTHER)), before))
                .isEqualTo(count < 1_000);
        assertThat(heads.isQuiet(OTHER, log.head())).isTrue();
    }

    private static Event enabled(TenantId tenant) {
        return new PluginEnabled(tenant, new PluginId("scaiwave.web"), Instant.EPOCH, "ann", 1);
    }

    @Test
    void a_look_up_that_failed_is_repeated() {
        gate.open.countDown();
        EventLog log = database.log(LogName.ADMINISTRATION);
        begun(log);
        for (int n = 0; n < 2; n++) {
            gate.failures.set(1);
            assertThatExceptionOfType(LogUnavailable.class).isThrownBy(heads::now);

            assertThat(heads.now()).isEqualTo(log.last());
        }
    }

    @Test
    void no_request_waits_for_longer_than_its_deadline() throws Exception {
        Future<Long> first = threads.submit(() -> heads.now().position());
        Waiting.until("the first look-up runs", () -> gate.connections.get() == 1);

        assertThatExceptionOfType(LogUnavailable.class)
                .isThrownBy(() -> Deadline.in(Duration.ofMillis(20)).call(heads::now));

        gate.open.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(heads.now().position()).isZero();
    }

    private static boolean allWait(List<Thread> threads) {
        synchronized (threads) {
            return threads.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING);
        }
    }

    /** Gives out connections only once it is open, and counts the requests for them. */
    private static final class Gate extends DelegatingDataSource {
        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        Gate(DataSource connections) {
            super(connections);
        }

        @Override
        public Connection getConnection() throws SQLException {
            connections.incrementAndGet();
            try {
                if (!open.await(20, TimeUnit.SECONDS)) {
                    throw new SQLException("the gate stayed closed");
                }
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            if (failures.getAndDecrement() > 0) {
                throw new SQLException("a failure of the test", "08006");
            }
            return super.getConnection();
        }
    }
}
