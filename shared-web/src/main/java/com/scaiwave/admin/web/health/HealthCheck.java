package com.scaiwave.admin.web.health;

import java.util.Map;

/** Something that must work for the process to be ready. */
public interface HealthCheck {
    /** The name that operators see. */
    String name();

    /** Checks it now; an exception means that it does not work. */
    State check();

    /**
     * The result of a check.
     *
     * @param details for operators; nothing personal or secret
     */
    record State(boolean works, Map<String, Object> details) {
        public State {
            details = Map.copyOf(details);
        }
    }
}
