package com.scaiwave.admin.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.torture.Run.Size;
import com.scaiwave.admin.torture.Run.Terms;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The short forms, with {@code -Pthorough}. {@code ./admin torture} runs them for longer, and also
 * steps of the clock, bad input to every operation at once, a hungry tenant, and mutants that read
 * stale data or don't check seals, which its checks must find.
 */
@Tag("thorough")
@NullMarked
class ShortFormsTest {
    private static final long SEED = 1;
    private static final Duration BUDGET = Duration.ofSeconds(30);
    private static final Set<String> IN_MANY_PROCESSES =
            Set.of(
                    "linearizable",
                    "races",
                    "stream",
                    "cut-off",
                    "stop",
                    "sealers",
                    "crash",
                    "loss-is-seen");
    private static final Set<String> IN_ONE_PROCESS = Set.of("crash");
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TestFactory
    Stream<DynamicTest> everything_holds_in_many_processes() throws Exception {
        return shortForms(Topology.SPLIT, IN_MANY_PROCESSES);
    }

    @TestFactory
    Stream<DynamicTest> everything_holds_in_one_process() throws Exception {
        return shortForms(Topology.ALL_IN_ONE, IN_ONE_PROCESS);
    }

    private static Stream<DynamicTest> shortForms(Topology topology, Set<String> labels)
            throws Exception {
        Path folder =
                Files.createTempDirectory(
                        Files.createDirectories(Path.of("target").toAbsolutePath()), "run");
        Cluster cluster = topology.start(HOME, folder);
        List<Planned> plan =
                Planned.all().stream()
                        .filter(p -> p.topology() == topology)
                        .filter(p -> labels.contains(p.label()))
                        .toList();
        assertThat(plan).extracting(Planned::label).hasSameElementsAs(labels);
        return plan.stream()
                .map(p -> DynamicTest.dynamicTest(p.name(), () -> run(p, cluster, folder)))
                .onClose(cluster::close);
    }

    private static void run(Planned planned, Cluster cluster, Path folder) {
        Run run =
                new Run(
                        planned.name(),
                        new Terms(Size.SHORT, SEED, HOME, folder, BUDGET),
                        System.out);
        Torture.attempt(planned.what(), cluster, run);
        run.say("figures\n" + run.table());
        assertThat(run.allFound()).isEmpty();
    }
}
