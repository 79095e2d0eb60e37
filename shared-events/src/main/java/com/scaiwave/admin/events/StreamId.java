package com.scaiwave.admin.events;

import java.util.Optional;

/**
 * The id of the stream that an event belongs to. It starts with the stream's type, because Axon
 * needs ids that are unique across all types. The tenant comes next, so that all streams of one
 * type in a tenant are one range of ids.
 */
public record StreamId(String value) {
    /** The scope of streams that belong to no tenant and no partner. */
    public static final String PLATFORM = "platform";

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

    /** The stream of what happens to the proofs, which belongs to no tenant and no partner. */
    public static StreamId proofs() {
        return new StreamId("proofs:" + PLATFORM);
    }

    public static StreamId partner(PartnerId partner) {
        return new StreamId("partner:" + partner);
    }

    /** The prefix of all plugin streams of a tenant. */
    public static String pluginsOf(TenantId tenant) {
        return "plugin:" + tenant + ":";
    }

    /** The prefix of the streams of all participants of a tenant that this API created. */
    public static String participantsOf(TenantId tenant) {
        return "participant:" + tenant + ":";
    }

    /** The prefix of the streams of all participants of a tenant that the platform reported. */
    public static String peopleOf(TenantId tenant) {
        return "person:" + tenant + ":";
    }

    /** The prefix of all partner streams. */
    public static String allPartners() {
        return "partner:";
    }

    /**
     * The tenant that the stream belongs to; empty for the streams of partners and of the proofs.
     */
    public Optional<TenantId> tenant() {
        String[] parts = value.split(":", 3);
        return parts.length > 1 && TenantId.FORM.fits(parts[1])
                ? Optional.of(new TenantId(parts[1]))
                : Optional.empty();
    }

    /**
     * The scope of a stream in proofs: its tenant, else its partner, else {@code platform}. Follows
     * from the id alone.
     */
    public String scope() {
        int from = value.indexOf(':') + 1;
        int to = value.indexOf(':', from);
        String owner = from == 0 ? "" : value.substring(from, to < 0 ? value.length() : to);
        return TenantId.FORM.fits(owner) || PartnerId.FORM.fits(owner) ? owner : PLATFORM;
    }

    @Override
    public String toString() {
        return value;
    }
}
