package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** One field that an event changed, with what it was before: the audit log needs no look-up. */
public record Change<T>(
        @JsonProperty("old") @Nullable T old, @JsonProperty("new") @Nullable T now) {}
