package com.scaiwave.admin.split.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.web.document.ApiDocument;
import com.scaiwave.admin.web.document.Operation;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway knows of the endpoints agrees with the document. */
@NullMarked
class EndpointsTest {
    private static final String EVENTS = "/v1/admin/events";

    @Test
    void bodies_and_streams_are_those_of_the_document() {
        for (Operation operation : ApiDocument.load().operations()) {
            String path = "/" + String.join("/", operation.template());
            boolean stream = operation.produces().contains("text/event-stream");

            assertThat(Endpoints.maySendEvents(operation.method(), path)).isEqualTo(stream);
            if (!operation.bodies().isEmpty()) {
                assertThat(Endpoints.mostBytes(path)).isEqualTo(operation.maxBytes());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/event-stream",
                "TEXT/Event-Stream",
                "text/*",
                "*/*;q=0.1, text/event-stream",
                "application/json;q=0.5, text/*"
            })
    void what_the_client_prefers_is_a_stream(String accept) {
        assertThat(Endpoints.sendsEvents("GET", EVENTS, List.of(accept))).isTrue();
        assertThat(Endpoints.sendsEvents("GET", EVENTS, List.of("text/plain", accept))).isTrue();
        assertThat(Endpoints.sendsEvents("HEAD", EVENTS, List.of(accept))).isFalse();
        assertThat(Endpoints.sendsEvents("GET", EVENTS + "/", List.of(accept))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/json",
                "application/json, text/event-stream",
                "text/event-stream;q=0.5, application/json",
                "text/event-stream;q=0",
                "image/png",
                "nonsense"
            })
    void what_it_does_not_prefer_is_none(String accept) {
        assertThat(Endpoints.sendsEvents("GET", EVENTS, List.of(accept))).isFalse();
        assertThat(Endpoints.sendsEvents("GET", EVENTS, List.of())).isFalse();
    }
}
