package com.scaiwave.admin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Settings;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Picture;
import com.scaiwave.admin.bench.report.Report;
import com.scaiwave.admin.bench.rows.Measurement;
import com.scaiwave.admin.bench.rows.Reading;
import com.scaiwave.admin.bench.rows.Writing;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0, 1 (a measurement failed), 2 (wrong usage). */
@Command(
        name = "bench",
        description =
                "Measures the product and its peers in turn on this machine, which should have"
                        + " nothing else to do.",
        subcommands = {Writing.class, Reading.class},
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ROW",
            description = "Only these rows, by their numbers.")
    private @Nullable List<Integer> only;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "The number of rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--events",
            defaultValue = "1000000",
            description = "The number of events in a filled log (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--entries",
            defaultValue = "5000000",
            description =
                    "How many entries a long audit log has (default: ${DEFAULT-VALUE}); a short one"
                            + " has a fifth of that.")
    private int entries;

    @Option(
            names = "--quick",
            description =
                    "As short as possible, to check that all works: the figures mean nothing.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the figures go, as JSON, and beside it the picture, as SVG (default:"
                            + " benchmarks/results/latest.json).")
    private @Nullable Path file;

    @Spec private CommandSpec spec;

    /**
     * Runs the command line.
     *
     * @param arguments as {@code --help} lists them
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("scaiwave.home", ".")).toAbsolutePath().normalize();
        Path target = file == null ? home.resolve("benchmarks/results/latest.json") : file;
        Report report = measure(home, settings(), wanted());
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        out.println();
        out.print(report.table());
        write(report, target.toAbsolutePath());
        return report.broken().isEmpty() ? 0 : 1;
    }

    /**
     * Runs the measurements of some rows.
     *
     * @param home the repository, built
     */
    static Report measure(Path home, Settings settings, Set<Integer> wanted) throws Exception {
        Instant began = Instant.now();
        Path folder =
                Files.createTempDirectory(
                        Files.createDirectories(home.resolve("benchmarks/target")), "run");
        List<Figure> figures = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        Bed bed = new Bed(home, folder, settings);
        Thread hook = new Thread(bed::close);
        Runtime.getRuntime().addShutdownHook(hook);
        try (bed) {
            for (Measurement.Rows each : Measurement.all()) {
                Set<Integer> rows = new TreeSet<>(each.numbers());
                rows.retainAll(wanted);
                if (!rows.isEmpty()) {
                    try {
                        figures.addAll(each.measurement().measure(bed, rows));
                    } catch (Exception e) {
                        // The figures of other rows, which may have taken hours, are kept.
                        bed.say("rows " + rows + " broke off: " + e);
                        e.printStackTrace(System.out);
                        broken.add("rows " + rows + ": " + e);
                    }
                }
            }
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        figures.sort(Comparator.comparingInt(Figure::row));
        return new Report(run(settings, began), figures, broken);
    }

    /** Writes the figures as JSON, and the picture beside them. */
    static void write(Report report, Path json) throws Exception {
        Path folder = json.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(json, report.json());
        String name = String.valueOf(json.getFileName()).replaceFirst("\\.json$", "") + ".svg";
        Files.writeString(json.resolveSibling(name), Picture.svg(report.figures()));
    }

    private static Map<String, Object> run(Settings settings, Instant began) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("began", began.truncatedTo(ChronoUnit.SECONDS).toString());
        run.put("took_seconds", ChronoUnit.SECONDS.between(began, Instant.now()));
        run.put("processors", Runtime.getRuntime().availableProcessors());
        run.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        run.put("java", System.getProperty("java.vm.version", ""));
        run.put("rounds", settings.rounds());
        run.put("beginning_millis", settings.beginning().toMillis());
        run.put("warm_up_millis", settings.warmUp().toMillis());
        run.put("counted_millis", settings.counted().toMillis());
        run.put("tenants", settings.tenants());
        run.put("events", settings.events());
        run.put("entries", settings.entries());
        return run;
    }

    private Settings settings() {
        try {
            return quick ? Settings.smoke() : Settings.full(rounds, events, entries);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Set<Integer> wanted() {
        Set<Integer> all = rows();
        if (only == null) {
            return all;
        }
        if (!all.containsAll(only)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--only takes of "
                            + all.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return new TreeSet<>(only);
    }

    /** The numbers of all rows. */
    static Set<Integer> rows() {
        return Measurement.all().stream()
                .flatMap(rows -> rows.numbers().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
