package com.scaiwave.admin.events;

import java.util.Optional;

/**
 * The stream that an event belongs to. It carries its type, because Axon's uniqueness is by id
 * alone, and its tenant next, so that everything of one kind in a tenant is one range of ids.
 */
public record StreamId(String value) {

    public static StreamId aiConfig(TenantId tenant) {
        return new StreamId("ai-config:" + tenant);
    }

    public static StreamId models(TenantId tenant) {
        return new StreamId("models:" + tenant);
    }

    public static StreamId promptStudio(TenantId tenant) {
        return new StreamId("prompt-studio:" + tenant);
    }

    public static StreamId noteProcessing(TenantId tenant) {
        return new StreamId("note-processing:" + tenant);
    }

    public static StreamId plugin(TenantId tenant, PluginId plugin) {
        return new StreamId(pluginsOf(tenant) + plugin);
    }

    public static StreamId participant(TenantId tenant, ParticipantId participant) {
        return new StreamId(participantsOf(tenant) + participant);
    }

    public static StreamId person(TenantId tenant, ParticipantId participant) {
        return new StreamId(peopleOf(tenant) + participant);
    }

    public static StreamId room(TenantId tenant, String room) {
        return new StreamId("room:" + tenant + ":" + room);
    }

    public static StreamId platform(TenantId tenant) {
        return new StreamId("platform:" + tenant);
    }

    public static StreamId usage(TenantId tenant) {
        return new StreamId("usage:" + tenant);
    }

    public static StreamId tenant(TenantId tenant) {
        return new StreamId("tenant:" + tenant);
    }

    public static StreamId partner(PartnerId partner) {
        return new StreamId("partner:" + partner);
    }

    /** What the ids of all plugin streams of a tenant begin with. */
    public static String pluginsOf(TenantId tenant) {
        return "plugin:" + tenant + ":";
    }

    /** What the ids of all streams of participants that this API made begin with. */
    public static String participantsOf(TenantId tenant) {
        return "participant:" + tenant + ":";
    }

    /** What the ids of all streams of participants that the platform told of begin with. */
    public static String peopleOf(TenantId tenant) {
        return "person:" + tenant + ":";
    }

    /** What the ids of all partner streams begin with. */
    public static String allPartners() {
        return "partner:";
    }

    /** The tenant that it is a stream of; empty for a partner's. */
    public Optional<TenantId> tenant() {
        String[] parts = value.split(":", 3);
        return parts.length > 1 && TenantId.isValid(parts[1])
                ? Optional.of(new TenantId(parts[1]))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
