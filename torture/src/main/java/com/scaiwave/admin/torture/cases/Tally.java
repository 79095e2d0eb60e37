package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.torture.Run;
import java.util.Map;
import java.util.TreeMap;

/** Counts the outcomes of each kind of request, and keeps the slowest of each. */
final class Tally {
    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, Integer> wrong = new TreeMap<>();

    /** Counts an answer that is allowed. */
    synchronized void answered(String kind, String outcome, long nanos, long bytes) {
        Row row = rows.computeIfAbsent(kind, _ -> new Row());
        row.outcomes.merge(outcome, 1, Integer::sum);
        row.slowest = Math.max(row.slowest, nanos);
        row.bytes += bytes;
    }

    /** Counts a violation; one failure often causes many. */
    synchronized void wrong(String kind, String what) {
        wrong.merge(kind + ": " + what, 1, Integer::sum);
    }

    synchronized void report(Run run) {
        rows.forEach((kind, row) -> run.figure(kind, row));
        wrong.forEach((what, times) -> run.found(what + " (" + times + " times)"));
    }

    private static final class Row {
        private final Map<String, Integer> outcomes = new TreeMap<>();
        private long slowest;
        private long bytes;

        @Override
        public String toString() {
            return "%s, slowest %d ms, %d MB read"
                    .formatted(outcomes, slowest / 1_000_000, bytes / 1_000_000);
        }
    }
}
