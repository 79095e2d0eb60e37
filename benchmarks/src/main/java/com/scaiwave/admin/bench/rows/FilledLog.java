package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows 8 and 9: replays and rebuilds of a long log. */
final class FilledLog implements Measurement {
    static final int REPLAY = 8;
    static final int REBUILD = 9;

    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (LogDatabase database = LogDatabase.filled(bed, "history", bed.settings().events())) {
            if (wanted.contains(REPLAY)) {
                figures.add(Replay.measure(bed, database, REPLAY));
            }
            if (wanted.contains(REBUILD)) {
                figures.addAll(AuditRebuild.measure(bed, database, REBUILD));
            }
        }
        return figures;
    }
}
