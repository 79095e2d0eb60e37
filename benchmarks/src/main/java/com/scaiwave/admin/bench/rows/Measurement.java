package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.report.Figure;
import java.util.List;
import java.util.Set;

/** Rows that are measured together. */
public interface Measurement {

    /** The numbers of the rows. */
    Set<Integer> rows();

    /**
     * Runs the measurement.
     *
     * @param wanted the rows that are asked for, at least one
     */
    List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception;

    /** All measurements, in the order in which they are best run. */
    static List<Measurement> all() {
        return List.of(
                new ConfigurationWrites(),
                new ConfigurationReads(),
                new Visibility(),
                new Starts(),
                new Appends(),
                new FilledLog(),
                new AuditPages(),
                new Losses(),
                new Proofs());
    }
}
