package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonValue;

/** An id is one text: it is written as that, and sorted by it. */
public sealed interface Id<T extends Id<T>> extends Comparable<T>
        permits LocalId, ModelSlug, ParticipantId, PartnerId, PluginId, Slug, TenantId {
    @JsonValue
    String value();

    @Override
    default int compareTo(T other) {
        return value().compareTo(other.value());
    }
}
