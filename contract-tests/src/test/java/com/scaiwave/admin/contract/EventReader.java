package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an event stream, one message at a time. */
final class EventReader implements AutoCloseable {

    /** Longer than two heartbeats. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    record Message(String id, String event, JsonNode data) {}

    private final BufferedReader lines;

    EventReader(Request request) {
        var answer = request.header("Accept", "text/event-stream").stream();
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The next line; null at the end. */
    @Nullable String line() throws IOException {
        return lines.readLine();
    }

    /**
     * The next message, without comments; fails at the end, and when heartbeats are all that comes.
     */
    Message next() throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        String id = "";
        String event = "";
        StringBuilder data = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            assertThat(Instant.now()).as("a message within %s", PATIENCE).isBefore(end);
            if (line.isEmpty() && !data.isEmpty()) {
                return new Message(id, event, Json.parse(data.toString()));
            }
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
        }
        throw new AssertionError("the stream ended");
    }

    List<Message> next(int count) throws IOException {
        List<Message> messages = new ArrayList<>();
        while (messages.size() < count) {
            messages.add(next());
        }
        return messages;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
