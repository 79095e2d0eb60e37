package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.load.HttpLoad.Group;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Target;
import java.util.List;
import java.util.Set;

/**
 * Row 7: {@code GET /v1/admin/ai-config} while other clients write, at the same rate for the
 * product and its peer. The product waits until its read side has seen every acknowledged write.
 */
final class ConfigurationReads implements Measurement {
    private static final int READERS = 32;
    private static final int WRITERS = 4;
    private static final double WRITES_PER_SECOND = 100;

    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        Doors product = Doors.ofProduct(bed);
        Doors crud = Doors.ofCrud(bed);
        Rounds<Group> rounds =
                Rounds.run(
                        bed,
                        "GET, " + READERS + " clients",
                        () -> product.read(READERS, WRITERS, WRITES_PER_SECOND),
                        () -> crud.read(READERS, WRITERS, WRITES_PER_SECOND));
        return List.of(
                rounds.figure(
                        7,
                        "GET ai-config, linearizable, 32 clients, 100 PUT/s: throughput",
                        "/s",
                        Target.ratioAtLeast(1),
                        "CRUD",
                        Group::perSecond));
    }
}
