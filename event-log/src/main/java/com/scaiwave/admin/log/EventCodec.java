package com.scaiwave.admin.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.EventType;
import com.scaiwave.admin.events.EventType.UnknownEventType;
import com.scaiwave.admin.log.vault.Vault;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Encodes events as the bytes that the log stores: JSON, with personal values sealed.
 *
 * <p>A name or revision that this version does not know throws {@link UnknownEventType}. It is
 * never skipped, so that a node of an older version stops instead of losing events.
 */
public final class EventCodec {
    private final JsonMapper mapper;
    private final JsonMapper states;
    private final List<Upcaster> upcasters;

    public EventCodec(Vault vault) {
        this(vault, List.of());
    }

    EventCodec(Vault vault, List<Upcaster> upcasters) {
        this.upcasters = List.copyOf(upcasters);
        this.mapper =
                JsonMapper.builder()
                        .addModule(PersonalJson.module(vault))
                        .addModule(
                                new SimpleModule("instants")
                                        .addDeserializer(Instant.class, new InstantJson()))
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
                        .changeDefaultPropertyInclusion(
                                i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        // Keeps the exception of a vault that can't be reached recognisable.
                        .disable(SerializationFeature.WRAP_EXCEPTIONS)
                        .build();
        this.states =
                mapper.rebuild()
                        .changeDefaultVisibility(v ->
                                v.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                                        .withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                                        .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY))
                        .build();
    }

    byte[] encode(Event event) {
        return mapper.writeValueAsBytes(event);
    }

    byte[] encode(EventMetadata metadata) {
        return mapper.writeValueAsBytes(metadata);
    }

    Event decode(String type, int revision, byte[] payload) {
        Class<? extends Event> target = EventType.classOf(type);
        int current = EventType.of(type).revision();
        if (revision > current) {
            throw new UnknownEventType(type + " revision " + revision);
        }
        if (revision == current) {
            return mapper.readValue(payload, target);
        }
        JsonNode node = mapper.readTree(payload);
        for (int r = revision; r < current; r++) {
            node = upcaster(type, r).step().apply((ObjectNode) node);
        }
        return mapper.treeToValue(node, target);
    }

    EventMetadata decodeMetadata(byte[] metadata) {
        return mapper.readValue(metadata, EventMetadata.class);
    }

    /** Encodes all fields of an object, also private ones. */
    byte[] encodeState(Object state) {
        return states.writeValueAsBytes(state);
    }

    <T> T decodeState(byte[] state, Class<T> type) {
        return states.readValue(state, type);
    }

    private Upcaster upcaster(String type, int from) {
        return upcasters.stream()
                .filter(u -> u.type().equals(type) && u.from() == from)
                .findFirst()
                .orElseThrow(() -> new UnknownEventType(type + " revision " + from));
    }
}
