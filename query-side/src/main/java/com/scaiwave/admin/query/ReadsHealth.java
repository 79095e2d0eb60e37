package com.scaiwave.admin.query;

import com.scaiwave.admin.log.follow.FollowerState;
import com.scaiwave.admin.proofs.sealing.Sealing;
import com.scaiwave.admin.query.projection.Followers;
import com.scaiwave.admin.query.projection.Parked;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.web.health.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ready if every projection reaches the head within two seconds, as long as a read waits, and none
 * has failed. Operators see each one's position, lag and number of parked tenants.
 */
record ReadsHealth(Projections projections, Followers followers, Sealing sealing, Progress progress)
        implements HealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public State check() {
        List<Projections.State> found = projections.states();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean works = true;
        Map<String, Object> states = new TreeMap<>();
        Map<String, String> failures = followers.failures();
        List<Parked> parked = projections.parked();
        for (Projections.State state : found) {
            boolean reaches = reaches(state, deadline);
            works &= reaches;
            states.put(
                    state.name() + "/" + state.log().name().toLowerCase(Locale.ROOT),
                    Map.of(
                            "position",
                            state.position(),
                            "lag",
                            state.lag(),
                            "parked",
                            parked.stream()
                                    .filter(p ->
                                            p.projection().equals(state.name())
                                                    && p.log() == state.log())
                                    .count(),
                            "state",
                            failures.getOrDefault(
                                    state.name(), reaches ? "following" : "lagging")));
        }
        return new State(
                works && failures.isEmpty(), Map.of("projections", states, "proofs", proofs()));
    }

    /**
     * The sealer's state, which says nothing about reads: a process that does not seal or publish
     * is ready.
     */
    private Map<String, Object> proofs() {
        FollowerState state = sealing.state();
        return Map.of(
                "failing",
                sealing.failing(),
                "position",
                state.position(),
                "lag",
                state.lag(),
                "state",
                state.failure() == null ? "following" : state.failure());
    }

    private boolean reaches(Projections.State state, long deadline) {
        try {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            return state.lag() <= 0
                    || progress.await(
                            state.name(), state.log(), state.position() + state.lag(), left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
