package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Tokens;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.testkit.http.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sections 1, 5 and 6: a process of a split deployment is killed while clients write and read. Each
 * write is in the audit log and in the event stream once, and each read sees it. The torture kills
 * more of them, at random moments. Comes last: the processes that it starts have to compile
 * everything again.
 */
@Order(Integer.MAX_VALUE)
@Tag("split")
@ResourceLock(Deployment.UNDISTURBED)
class KilledNodesTest {

    /** Long, for a machine that is busy with other work: a node starts meanwhile. */
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(40);

    /**
     * A gateway probes its nodes every second; these rounds, with their pauses, take longer than
     * that.
     */
    private static final int ROUNDS = 30;

    @BeforeEach
    void a_split_deployment() {
        Deployment.assumeSplit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-1", "query-1", "postgresql", "gateway"})
    void nothing_is_lost_or_doubled_and_no_read_is_stale(String victim) throws Exception {
        List<Writer> writers =
                Stream.generate(() -> new Writer(victim.equals("gateway"))).limit(2).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> ends = new ArrayList<>();
            try {
                writers.forEach(w -> ends.add(threads.submit(w::run)));
                awaitRounds(2, writers, ends);
                Deployment.killAndRestart(victim);
                Waiting.until("it is ready again", RECOVERY, KilledNodesTest::isReady);
                awaitRounds(ROUNDS, writers, ends);
            } finally {
                writers.forEach(Writer::stop);
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        writers.forEach(Writer::assertEachOnce);
    }

    /** Returns when each writer has made this many more rounds, or a writer has failed. */
    private static void awaitRounds(int more, List<Writer> writers, List<Future<?>> ends) {
        Map<Writer, Integer> enough =
                writers.stream().collect(toMap(Function.identity(), w -> w.rounds() + more));
        Waiting.until(
                "each writer goes on",
                RECOVERY,
                () ->
                        ends.stream().anyMatch(Future::isDone)
                                || enough.entrySet().stream()
                                        .allMatch(e -> e.getKey().rounds() >= e.getValue()));
    }

    private static boolean isReady() {
        return Client.anonymous(PATIENCE)
                        .send(Deployment.address(), Call.get("/actuator/health/readiness"))
                        .status()
                == 200;
    }

    /** The only one who writes to its tenant, so it knows what each read has to answer. */
    private static final class Writer {
        private final Tenant tenant = Fleet.tenant();
        private final Ledger ledger = new Ledger("killed", Writer::operator);
        private final AtomicInteger rounds = new AtomicInteger();
        private final boolean mayBeCutOff;
        private volatile boolean stopped;

        /**
         * @param mayBeCutOff whether an answer may be missing, as when the gateway is killed
         */
        Writer(boolean mayBeCutOff) {
            this.mayBeCutOff = mayBeCutOff;
        }

        private static Client operator(String name) {
            return Client.bearer(
                    Tokens.of("sub", name, "roles", new String[] {"super_admin"}), PATIENCE);
        }

        int rounds() {
            return rounds.get();
        }

        void stop() {
            stopped = true;
        }

        void run() {
            for (int n = 0; !stopped; n++) {
                String role = "role-" + n;
                Operation write =
                        ledger.write(Call.put(Given.STUDIO, allowing(role)).on(tenant.id()));
                long version = known(() -> ledger.send(Deployment.address(), write)).version();
                Answer read = known(() -> ledger.client().send(Deployment.address(), read()));
                assertThat(read.version()).isEqualTo(version);
                assertThat(read.data().at("/allowlist/roles/0").asString()).isEqualTo(role);
                rounds.incrementAndGet();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        private Call read() {
            return Call.get(Given.STUDIO).on(tenant.id());
        }

        private static String allowing(String role) {
            Object allowlist = Json.object("roles", new String[] {role}, "groups", new String[] {});
            return Json.write(Json.object("enabled", true, "allowlist", allowlist));
        }

        /** Repeats a request, which must not be refused, until it is acknowledged. */
        private Answer known(Supplier<Answer> request) {
            long deadline = System.nanoTime() + RECOVERY.toNanos();
            Answer answer = request.get();
            while (!answer.isAcknowledged()) {
                assertThat(answer.isRefused()).as("%s", answer).isFalse();
                assertThat(answer.isPromised() || (mayBeCutOff && answer.status() == 0))
                        .as("%s", answer)
                        .isTrue();
                assertThat(System.nanoTime()).as("%s", answer).isLessThan(deadline);
                LockSupport.parkNanos(PAUSE.toNanos());
                answer = request.get();
            }
            return answer;
        }

        void assertEachOnce() {
            List<String> written =
                    ledger.operations().stream().flatMap(o -> o.promisedEvents().stream()).toList();
            assertThat(written).hasSameSizeAs(ledger.operations());
            assertThat(Audit.writesOf(ledger.name()).reversed())
                    .isEqualTo(written.stream().map(id -> "audit-" + id).toList());
            String type = "com.scaiwave.admin.prompt_studio.update.v1";
            assertThat(
                            each(
                                    tenant.admin()
                                            .read(Given.EVENTS + "?limit=1000&types=" + type)
                                            .data(),
                                    "id"))
                    .isEqualTo(written);
        }
    }
}
