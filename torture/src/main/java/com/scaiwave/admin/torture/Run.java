package com.scaiwave.admin.torture;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** One run of one case: its size, its findings, and its figures. */
public final class Run {
    private static final int SHOWN = 10;

    private final String name;
    private final Terms terms;
    private final PrintStream out;
    private final long began = System.nanoTime();
    private final List<String> found = new ArrayList<>();
    private final Map<String, String> figures = new LinkedHashMap<>();

    /** Starts the clock. */
    Run(String name, Terms terms, PrintStream out) {
        this.name = name;
        this.terms = terms;
        this.out = out;
    }

    /**
     * What the runs of a deployment have in common.
     *
     * @param home the repository, built
     * @param folder where the cases may keep files
     * @param budget the time after which a case stops repeating itself
     */
    record Terms(Size size, long seed, Path home, Path folder, Duration budget) {}

    /** How much a case does. */
    enum Size {
        /** Seconds: for tests. */
        SHORT,
        /** Minutes: for the figures that are published. */
        LONG
    }

    public String name() {
        return name;
    }

    public Path home() {
        return terms.home();
    }

    public Path folder() {
        return terms.folder();
    }

    public boolean isShort() {
        return terms.size() == Size.SHORT;
    }

    /** How often to do something in a run of this size. */
    public int count(int shortForm, int longForm) {
        return isShort() ? shortForm : longForm;
    }

    public boolean hasTime() {
        return System.nanoTime() - began < terms.budget().toNanos();
    }

    /** A random source with the same choices for the same seed and thread number. */
    public Random random(int thread) {
        return new Random(terms.seed() * 31 + name.hashCode() + thread);
    }

    /** Prints a line of progress. */
    public void say(String line) {
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        out.println("[%s %3d s] %s".formatted(name, seconds, line));
        out.flush();
    }

    /** Reports a violation. */
    public synchronized void found(String what) {
        found.add(what);
        if (found.size() <= SHOWN) {
            say("WRONG: " + what);
        }
    }

    public void found(List<String> all) {
        all.forEach(this::found);
    }

    public synchronized void figure(String what, Object value) {
        figures.put(what, value.toString());
    }

    /** Reports median and maximum of some durations. */
    public void figure(String what, List<Duration> durations) {
        if (!durations.isEmpty()) {
            List<Duration> sorted = durations.stream().sorted().toList();
            figure(
                    what,
                    "median %d ms, worst %d ms, of %d"
                            .formatted(
                                    sorted.get(sorted.size() / 2).toMillis(),
                                    sorted.getLast().toMillis(),
                                    sorted.size()));
        }
    }

    synchronized List<String> allFound() {
        return List.copyOf(found);
    }

    synchronized String table() {
        return figures.entrySet().stream()
                .map(f -> "  %-56s %s".formatted(f.getKey(), f.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
