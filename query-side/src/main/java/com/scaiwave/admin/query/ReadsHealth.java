package com.scaiwave.admin.query;

import com.scaiwave.admin.query.projection.Followers;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.web.health.HealthCheck;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads work when every projection gets on; how far each is, operators see. */
record ReadsHealth(Projections projections, Followers followers) implements HealthCheck {
    @Override
    public String name() {
        return "reads";
    }

    @Override
    public State check() {
        Map<String, String> failures = followers.failures();
        Map<String, Object> states = new TreeMap<>();
        for (Projections.State state : projections.states()) {
            states.put(
                    state.name() + "/" + state.log().name().toLowerCase(Locale.ROOT),
                    Map.of(
                            "position",
                            state.position(),
                            "lag",
                            state.lag(),
                            "state",
                            failures.getOrDefault(state.name(), "following")));
        }
        return new State(failures.isEmpty(), Map.of("projections", states));
    }
}
