package com.scaiwave.admin.web.health;

import java.util.Map;

/** Something that must work for the process to be ready. */
public interface HealthCheck {
    /** What it is about, as operators see it. */
    String name();

    /** How it is; anything thrown means that it does not work. */
    State check();

    /**
     * How something is.
     *
     * @param details for operators; of nothing personal or secret
     */
    record State(boolean works, Map<String, Object> details) {
        public State {
            details = Map.copyOf(details);
        }
    }
}
