package com.scaiwave.admin.torture;

import com.scaiwave.admin.torture.cases.BadInput;
import com.scaiwave.admin.torture.cases.ClockSteps;
import com.scaiwave.admin.torture.cases.Crash;
import com.scaiwave.admin.torture.cases.CutOff;
import com.scaiwave.admin.torture.cases.HungryTenant;
import com.scaiwave.admin.torture.cases.Linearizable;
import com.scaiwave.admin.torture.cases.Lossy;
import com.scaiwave.admin.torture.cases.Races;
import com.scaiwave.admin.torture.cases.Stop;
import com.scaiwave.admin.torture.cases.Streaming;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import java.util.List;
import java.util.stream.Stream;

/** A case in a deployment. */
record Planned(Case what, Topology topology) {
    /** In this order: cases that damage a log for others come last. */
    private static final List<Case> CASES =
            List.of(
                    new Linearizable(),
                    new Races(),
                    new Streaming(),
                    new BadInput(),
                    new CutOff(),
                    new Stop(),
                    new ClockSteps(),
                    new Crash(),
                    new HungryTenant(),
                    new Lossy());

    static List<Planned> all() {
        return Stream.of(Topology.values())
                .flatMap(t ->
                        CASES.stream()
                                .filter(c -> c.topologies().contains(t))
                                .map(c -> new Planned(c, t)))
                .toList();
    }

    String name() {
        return what.name() + "-" + topology;
    }

    boolean isCalled(String name) {
        return name.equals(name()) || name.equals(what.name());
    }
}
