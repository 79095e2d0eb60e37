package com.scaiwave.admin.torture;

import com.scaiwave.admin.torture.cases.BadInput;
import com.scaiwave.admin.torture.cases.ClockSteps;
import com.scaiwave.admin.torture.cases.Crash;
import com.scaiwave.admin.torture.cases.CutOff;
import com.scaiwave.admin.torture.cases.HungryTenant;
import com.scaiwave.admin.torture.cases.Linearizable;
import com.scaiwave.admin.torture.cases.Lossy;
import com.scaiwave.admin.torture.cases.Races;
import com.scaiwave.admin.torture.cases.Sealers;
import com.scaiwave.admin.torture.cases.Stop;
import com.scaiwave.admin.torture.cases.Streaming;
import com.scaiwave.admin.torture.cases.UncheckedSeals;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import java.util.List;
import java.util.stream.Stream;

/**
 * A case in a deployment.
 *
 * @param label the name for {@code --only}
 */
record Planned(String label, Case what, Topology topology) {
    /** In this order: cases that damage a log for others come last. */
    private static final List<Named> CASES =
            List.of(
                    new Named("linearizable", new Linearizable()),
                    new Named("races", new Races()),
                    new Named("stream", new Streaming()),
                    new Named("bad-input", new BadInput()),
                    new Named("cut-off", new CutOff()),
                    new Named("stop", new Stop()),
                    new Named("clock", new ClockSteps()),
                    new Named("sealers", new Sealers()),
                    new Named("crash", new Crash()),
                    new Named("hungry-tenant", new HungryTenant()),
                    new Named("seals-are-checked", new UncheckedSeals()),
                    new Named("loss-is-seen", new Lossy()));

    static List<Planned> all() {
        return Stream.of(Topology.values())
                .flatMap(t ->
                        CASES.stream()
                                .filter(c -> c.what().topologies().contains(t))
                                .map(c -> new Planned(c.name(), c.what(), t)))
                .toList();
    }

    String name() {
        return label + "-" + topology;
    }

    boolean isCalled(String name) {
        return name.equals(name()) || name.equals(label);
    }

    /** A case, and its name for {@code --only}. */
    private record Named(String name, Case what) {}
}
