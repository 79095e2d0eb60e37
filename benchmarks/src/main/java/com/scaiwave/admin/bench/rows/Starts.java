package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Product;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Series;
import com.scaiwave.admin.bench.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Row 12: the time of a start with a filled log, from the launch of the JVM to {@code ready},
 * PostgreSQL's start included. Also the peak of the JVM's memory afterwards, idle and under full
 * load.
 */
final class Starts implements Measurement {
    private static final int CLIENTS = 128;
    private static final int LOOKS_IDLE = 20;

    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        Product product = bed.product();
        Doors doors = Doors.ofProduct(bed);
        int events = bed.settings().events();
        bed.say("filling the product's log with " + events + " events");
        Filling.upTo(product.sql(), events);
        bed.say("waiting for its projections");
        Filling.awaitProjected(product.sql());
        doors.writeAround();
        List<Double> starts = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        List<Double> loaded = new ArrayList<>();
        for (int round = 0; round < bed.settings().rounds(); round++) {
            bed.say("start, round %d of %d".formatted(round + 1, bed.settings().rounds()));
            starts.add(product.restart().toNanos() / 1e9);
            try (Memory memory = Memory.watch(product, bed.settings().quick() ? 1 : LOOKS_IDLE)) {
                idle.add(memory.most());
            }
            try (Memory memory = Memory.watch(product, 1)) {
                doors.write(CLIENTS);
                loaded.add(memory.most());
            }
        }
        return List.of(
                figure("start with %d events: ready after".formatted(events), "s", 5, starts),
                figure("resident memory, idle", "MB", 400, idle),
                figure("resident memory, 128 clients writing", "MB", 700, loaded));
    }

    private static Figure figure(String what, String unit, double most, List<Double> values) {
        return new Figure(12, what, unit, Target.atMost(most), new Series(values), null);
    }
}
