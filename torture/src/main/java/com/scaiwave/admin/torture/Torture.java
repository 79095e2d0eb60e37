package com.scaiwave.admin.torture;

import com.scaiwave.admin.torture.Run.Size;
import com.scaiwave.admin.torture.Run.Terms;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0, 1 (a violation was found), 2 (wrong usage). */
@Command(
        name = "torture",
        description =
                "Kills, freezes, cuts off and misuses real processes on this machine, and checks"
                        + " that the contract still holds.",
        mixinStandardHelpOptions = true)
public final class Torture implements Callable<Integer> {
    @Option(
            names = "--minutes",
            defaultValue = "60",
            description =
                    "About how long all of it may take (default: ${DEFAULT-VALUE}). Less time is"
                            + " fewer repetitions.")
    private int minutes;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these cases, as NAME or NAME-all-in-one or NAME-split.")
    private @Nullable List<String> only;

    @Option(
            names = "--seed",
            description = "The seed of all random choices (default: a new one each time).")
    private @Nullable Long seed;

    @Spec private CommandSpec spec;

    /**
     * Runs the cases.
     *
     * @param arguments as {@code --help} lists them
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Torture()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Planned> plan = plan();
        if (minutes < 1) {
            throw new ParameterException(spec.commandLine(), "--minutes is 1 or more");
        }
        long chosen = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
        Path folder = Files.createTempDirectory("torture");
        System.out.println("seed " + chosen + "; data and logs are in " + folder);
        List<Run> runs = new ArrayList<>();
        for (Topology topology : Topology.values()) {
            List<Planned> mine = plan.stream().filter(p -> p.topology() == topology).toList();
            if (!mine.isEmpty()) {
                runs.addAll(
                        run(
                                mine,
                                topology,
                                folder,
                                chosen,
                                Duration.ofMinutes(minutes).dividedBy(plan.size())));
            }
        }
        return report(runs, System.out);
    }

    private List<Run> run(
            List<Planned> plan, Topology topology, Path folder, long seed, Duration budget)
            throws Exception {
        System.out.println("starting " + topology);
        List<Run> runs = new ArrayList<>();
        Path own = Files.createDirectories(folder.resolve(topology.toString()));
        Terms terms = new Terms(Size.LONG, seed, home(), own, budget);
        try (Cluster cluster = topology.start(home(), own)) {
            for (Planned planned : plan) {
                Run run = new Run(planned.name(), terms, System.out);
                run.say("begins");
                attempt(planned.what(), cluster, run);
                runs.add(run);
            }
        }
        return runs;
    }

    /** Runs a case; an exception counts as a violation. */
    static void attempt(Case what, Cluster cluster, Run run) {
        try {
            what.run(cluster, run);
        } catch (Exception e) {
            run.found("broke off: " + e);
            e.printStackTrace(System.out);
        }
    }

    private List<Planned> plan() {
        List<Planned> all = Planned.all();
        if (only == null) {
            return all;
        }
        for (String name : only) {
            if (all.stream().noneMatch(p -> p.isCalled(name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no case "
                                + name
                                + "; there are "
                                + String.join(", ", all.stream().map(Planned::name).toList()));
            }
        }
        return all.stream().filter(p -> only.stream().anyMatch(p::isCalled)).toList();
    }

    private static int report(List<Run> runs, PrintStream out) {
        out.println();
        int wrong = 0;
        for (Run run : runs) {
            int found = run.allFound().size();
            wrong += found;
            out.println(run.name() + ": " + (found == 0 ? "right" : found + " WRONG"));
            out.println(run.table());
        }
        out.println();
        out.println(wrong == 0 ? "nothing wrong" : wrong + " wrong");
        return wrong == 0 ? 0 : 1;
    }

    /** The repository: {@code scaiwave.home}, which the launcher sets, or else this folder. */
    static Path home() {
        return Path.of(System.getProperty("scaiwave.home", ".")).toAbsolutePath().normalize();
    }
}
