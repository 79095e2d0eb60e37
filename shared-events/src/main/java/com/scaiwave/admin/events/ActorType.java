package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of caller that caused an event. */
public enum ActorType {
    @JsonProperty("user")
    USER("user"),
    @JsonProperty("service")
    SERVICE("service"),
    @JsonProperty("system")
    SYSTEM("system");

    private final String json;

    ActorType(String json) {
        this.json = json;
    }

    /** The name in tokens, audit entries and CloudEvents. */
    public String json() {
        return json;
    }
}
