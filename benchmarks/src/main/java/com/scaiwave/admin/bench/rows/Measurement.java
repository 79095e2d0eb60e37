package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.report.Figure;
import java.util.List;
import java.util.Set;

/** Measures rows of the report together. */
public interface Measurement {

    /**
     * Runs the measurement.
     *
     * @param wanted the rows that are asked for, at least one
     */
    List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception;

    /** All measurements, in the order in which they are best run. */
    static List<Rows> all() {
        return List.of(
                new Rows(Set.of(1, 2, 3), new ConfigurationWrites()),
                new Rows(Set.of(7), new ConfigurationReads()),
                new Rows(Set.of(6), new Visibility()),
                new Rows(Set.of(12), new Starts()),
                new Rows(Set.of(4, 5), new Appends()),
                new Rows(Set.of(FilledLog.REPLAY, FilledLog.REBUILD), new FilledLog()),
                new Rows(Set.of(10), new AuditPages()),
                new Rows(Set.of(11), new Losses()),
                new Rows(Set.of(Proofs.ROW), new Proofs()));
    }

    /** The numbers of the rows that a measurement fills. */
    record Rows(Set<Integer> numbers, Measurement measurement) {}
}
