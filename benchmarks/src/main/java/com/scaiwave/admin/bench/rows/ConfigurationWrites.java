package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.load.HttpLoad.Group;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows 1 to 3: {@code PUT /v1/admin/ai-config} over HTTP. */
final class ConfigurationWrites implements Measurement {
    private static final String PEER = "CRUD";
    private static final int[] CROWDS = {32, 128};

    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        Doors product = Doors.ofProduct(bed);
        Doors crud = Doors.ofCrud(bed);
        List<Figure> throughput = new ArrayList<>();
        List<Figure> slowest = new ArrayList<>();
        List<Figure> single = new ArrayList<>();
        if (wanted.contains(1) || wanted.contains(2)) {
            for (int clients : CROWDS) {
                Rounds<Group> rounds = rounds(bed, product, crud, clients);
                String what = "PUT ai-config, " + clients + " clients: ";
                throughput.add(
                        rounds.figure(
                                1,
                                what + "throughput",
                                "/s",
                                Target.ratioAtLeast(2),
                                PEER,
                                Group::perSecond));
                slowest.add(
                        rounds.figure(
                                2,
                                what + "p99",
                                "ms",
                                Target.ratioAtMost(0.5),
                                PEER,
                                g -> g.samples().percentileMillis(0.99)));
            }
        }
        if (wanted.contains(3)) {
            single.add(
                    rounds(bed, product, crud, 1)
                            .figure(
                                    3,
                                    "PUT ai-config, 1 client: p50",
                                    "ms",
                                    Target.ratioAtMost(1),
                                    PEER,
                                    g -> g.samples().percentileMillis(0.5)));
        }
        throughput.addAll(slowest);
        throughput.addAll(single);
        return throughput;
    }

    private static Rounds<Group> rounds(Bed bed, Doors product, Doors crud, int clients)
            throws Exception {
        return Rounds.run(
                bed,
                "PUT, " + clients + " clients",
                () -> product.write(clients),
                () -> crud.write(clients));
    }
}
