package com.scaiwave.admin.torture.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of an answer that are kept; its bulk is read and dropped.
 *
 * @param ids the ids of a page's entries, in its order
 * @param events the events that a write says it recorded
 * @param next the cursor of the next page; empty if there is none
 * @param code the error's code; empty if there is none
 * @param bytes the size of the whole answer
 * @param largest the size of a page's largest entry
 */
public record Outline(
        List<String> ids, List<String> events, String next, String code, long bytes, long largest) {
    private static final JsonMapper JSON = new JsonMapper();

    public Outline {
        ids = List.copyOf(ids);
        events = List.copyOf(events);
    }

    /** The outline of an answer of which only the size is known. */
    public static Outline ofBytes(long bytes) {
        return new Outline(List.of(), List.of(), "", "", bytes, 0);
    }

    /** Reads an answer to its end; an {@link IOException} if it is not JSON. */
    public static Outline read(InputStream body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            return new Reading(parser).all();
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException("no JSON: " + e.getOriginalMessage());
        }
    }

    private static final class Reading {
        private final JsonParser parser;
        private final List<String> ids = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private String next = "";
        private String code = "";
        private String section = "";
        private String name = "";
        private int depth;
        private long entry;
        private long largest;

        private Reading(JsonParser parser) {
            this.parser = parser;
        }

        private Outline all() {
            for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
                switch (t) {
                    case START_OBJECT, START_ARRAY -> begin(t);
                    case END_OBJECT, END_ARRAY -> end(t);
                    case PROPERTY_NAME -> named();
                    case VALUE_STRING -> value();
                    default -> {}
                }
            }
            long bytes = parser.currentLocation().getByteOffset();
            return new Outline(ids, events, next, code, bytes, largest);
        }

        private void begin(JsonToken token) {
            depth++;
            if (isEntry(token, JsonToken.START_OBJECT)) {
                entry = parser.currentTokenLocation().getByteOffset();
            }
        }

        private void end(JsonToken token) {
            if (isEntry(token, JsonToken.END_OBJECT)) {
                long end = parser.currentLocation().getByteOffset();
                largest = Math.max(largest, end - entry);
            }
            depth--;
        }

        private boolean isEntry(JsonToken token, JsonToken wanted) {
            return token == wanted && depth == 3 && section.equals("data");
        }

        private void named() {
            name = parser.currentName();
            if (depth == 1) {
                section = name;
            }
        }

        private void value() {
            switch (section + "/" + depth + "/" + name) {
                case "data/3/id" -> ids.add(parser.getString());
                case "meta/2/next_cursor" -> next = parser.getString();
                case "meta/3/event_ids" -> events.add(parser.getString());
                case "error/2/code" -> code = parser.getString();
                default -> {}
            }
        }
    }
}
