package com.scaiwave.admin.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.EventType;
import com.scaiwave.admin.events.EventType.UnknownEventType;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.vault.Vault;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Events as the bytes that the log keeps: JSON under stable names, personal values sealed.
 *
 * <p>A name or revision that this version does not know is an {@link UnknownEventType}; it is never
 * skipped, so that a node of the version before stops instead of losing events.
 */
public final class EventCodec {
    private final JsonMapper mapper;
    private final List<Upcaster> upcasters;

    public EventCodec(Vault vault) {
        this(vault, List.of());
    }

    EventCodec(Vault vault, List<Upcaster> upcasters) {
        this.upcasters = List.copyOf(upcasters);
        SimpleModule personal = new SimpleModule("personal");
        personal.addSerializer(Personal.class, new Seal(vault));
        personal.addDeserializer(Personal.class, new Unseal(vault));
        this.mapper =
                JsonMapper.builder()
                        .addModule(personal)
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
                        .changeDefaultPropertyInclusion(
                                i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        // A vault that can't be reached stays recognisable.
                        .disable(SerializationFeature.WRAP_EXCEPTIONS)
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

    private Upcaster upcaster(String type, int from) {
        return upcasters.stream()
                .filter(u -> u.type().equals(type) && u.from() == from)
                .findFirst()
                .orElseThrow(() -> new UnknownEventType(type + " revision " + from));
    }

    private static final class Seal extends StdSerializer<Personal> {
        private final Vault vault;

        Seal(Vault vault) {
            super(Personal.class);
            this.vault = vault;
        }

        @Override
        public void serialize(Personal value, JsonGenerator out, SerializationContext context) {
            Personal.Sealed sealed =
                    switch (value) {
                        case Personal.Sealed s -> s;
                        case Personal.Plain p -> vault.seal(p.subject(), p.value());
                    };
            out.writeStartObject();
            out.writeStringProperty("k", sealed.key());
            out.writeStringProperty("c", sealed.cipher());
            out.writeEndObject();
        }
    }

    private static final class Unseal extends StdDeserializer<Personal> {
        private final Vault vault;

        Unseal(Vault vault) {
            super(Personal.class);
            this.vault = vault;
        }

        @Override
        public Personal deserialize(JsonParser in, DeserializationContext context) {
            JsonNode node = context.readTree(in);
            return new Personal.Sealed(
                    node.get("k").stringValue(), node.get("c").stringValue(), vault);
        }
    }
}
