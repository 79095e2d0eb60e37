package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.vault.Vault;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Personal values as JSON: {@code {"k": key id, "c": ciphertext, "h": commitment}}, in the log and
 * wherever else they are stored. They are decrypted only when they are used.
 */
public final class PersonalJson {
    private final Vault vault;

    private PersonalJson(Vault vault) {
        this.vault = vault;
    }

    public static JacksonModule module(Vault vault) {
        PersonalJson json = new PersonalJson(vault);
        return new SimpleModule("personal")
                .addSerializer(Personal.class, json.new Seal())
                .addDeserializer(Personal.class, json.new Unseal());
    }

    private final class Seal extends StdSerializer<Personal> {
        Seal() {
            super(Personal.class);
        }

        @Override
        public void serialize(Personal value, JsonGenerator out, SerializationContext context) {
            Personal.Sealed sealed =
                    switch (value) {
                        case Personal.Sealed s -> s;
                        case Personal.Plain p -> vault.seal(p.subject().toString(), p.value());
                    };
            out.writeStartObject();
            out.writeStringProperty("k", sealed.key());
            out.writeStringProperty("c", sealed.cipher());
            out.writeStringProperty("h", sealed.commitment());
            out.writeEndObject();
        }
    }

    private final class Unseal extends StdDeserializer<Personal> {
        Unseal() {
            super(Personal.class);
        }

        @Override
        public Personal deserialize(JsonParser in, DeserializationContext context) {
            String key = null;
            String cipher = null;
            String commitment = null;
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "k" -> key = in.getString();
                    case "c" -> cipher = in.getString();
                    case "h" -> commitment = in.getString();
                    default -> in.skipChildren();
                }
            }
            if (key == null || cipher == null || commitment == null) {
                return context.reportInputMismatch(this, "not a sealed value");
            }
            return new Personal.Sealed(key, cipher, commitment, vault);
        }
    }
}
