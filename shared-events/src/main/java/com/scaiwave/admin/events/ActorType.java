package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of caller acted. */
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

    /** As it stands in tokens, audit entries and CloudEvents. */
    public String json() {
        return json;
    }
}
