package com.scaiwave.admin.query.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.query.TestCall;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

/** Pages of events: the next one begins where the one before ended. */
@NullMarked
class EventsApiTest {
    private static final int EVENTS = 7;
    private static final String TYPE = "com.scaiwave.admin.%s.v1";

    @AutoClose private static final FollowedLog FOLLOWED = new FollowedLog();
    private static final EventLog LOG = FOLLOWED.log();

    private final TenantId tenant = FOLLOWED.newTenant();
    private final Checkpoint start = LOG.last();
    private final EventsApi api = api();
    private final TestCall call = FollowedLog.call(tenant);
    private int nth;

    @BeforeEach
    void some_events() {
        report(EVENTS);
    }

    @Test
    void pages_of_any_size_have_each_event_once() throws IOException {
        for (int limit : List.of(1, 3, EVENTS - 1, EVENTS, EVENTS + 1)) {
            List<String> found = new ArrayList<>();
            String after = null;
            JsonNode page = page(call.with("limit", limit));
            while (!page.get("data").isEmpty()) {
                assertThat(page.get("data").size()).isLessThanOrEqualTo(limit);
                found.addAll(ids(page));
                after = next(page);
                page = page(call.with("limit", limit).with("after", after));
            }
            assertThat(found).as("pages of %s", limit).isEqualTo(stored());
            assertThat(after).isEqualTo(Bookmarks.text(LOG.last()));
        }
    }

    @Test
    void the_end_is_a_place_too() throws IOException {
        for (String after : List.of("now", Bookmarks.text(LOG.last()), Long.toString(LOG.head()))) {
            JsonNode page = page(call.with("after", after));

            assertThat(page.get("data")).isEmpty();
            assertThat(next(page)).isEqualTo(Bookmarks.text(LOG.last()));
            assertThat(page.at("/meta/head").stringValue()).isEqualTo(Long.toString(LOG.head()));
        }
        String end = next(page(call.with("after", "now")));

        report(1);

        assertThat(ids(page(call.with("after", end)))).containsExactly(stored().getLast());
    }

    @Test
    void an_empty_place_is_none() throws IOException {
        assertThat(ids(page(call.with("after", "")))).isEqualTo(stored());
    }

    @Test
    void only_the_types_that_were_asked_for_and_the_place_after_the_last_of_them()
            throws IOException {
        String types = TYPE.formatted("call.ended") + "," + TYPE.formatted("no.such");
        JsonNode page = page(call.with("types", types).with("limit", 1));

        assertThat(ids(page)).containsExactly(stored().get(1));
        assertThat(next(page)).startsWith((start.position() + 2) + "-");
    }

    @Test
    void fifty_types_can_be_asked_for() throws IOException {
        assertThat(ids(page(call.with("types", types(50))))).hasSize(EVENTS / 2);
        assertInvalid("types", call.with("types", types(51)));
    }

    private static String types(int count) {
        return String.join(",", Collections.nCopies(count, TYPE.formatted("call.ended")));
    }

    @Test
    void a_place_that_the_log_never_had_is_refused() {
        assertInvalid("after", call.with("after", "x"));
        assertInvalid("after", call.with("after", LOG.head() + 1));
        assertInvalid("Last-Event-ID", call.stream("x"));
        assertInvalid("after", call.stream("").with("after", "x"));
        assertInvalid("after", call.stream(null).with("after", "x"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> page(call.with("after", LOG.head() + "-" + UUID.randomUUID())))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_POSITION_GONE);
    }

    @Test
    void a_stream_is_not_answered_with_a_page() throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();

        assertThat(api.events(call.stream("now").method("HEAD").call(), response)).isNull();

        assertThat(response.getContentType()).startsWith("text/event-stream");
    }

    private static EventsApi api() {
        return new EventsApi(
                FOLLOWED.side().reads(),
                FOLLOWED.audit(),
                FOLLOWED.stream(Clock.systemUTC()),
                new Bookmarks(LOG),
                FollowedLog.PROPERTIES);
    }

    private void report(int events) {
        FOLLOWED.report(tenant, IntStream.range(0, events).mapToObj(_ -> nextAction()).toList());
    }

    private String nextAction() {
        nth++;
        return nth % 2 == 0 ? "call.ended" : "call.started";
    }

    private JsonNode page(TestCall asked) throws IOException {
        ResponseEntity<byte[]> response =
                Objects.requireNonNull(api.events(asked.call(), new MockHttpServletResponse()));
        return ApiJson.mapper().readTree(Objects.requireNonNull(response.getBody()));
    }

    private static String next(JsonNode page) {
        return page.at("/meta/next_after").stringValue();
    }

    private static List<String> ids(JsonNode page) {
        return page.get("data").valueStream().map(e -> e.get("id").stringValue()).toList();
    }

    private List<String> stored() {
        return LOG.readAfter(start, 100).stream().map(StoredEvent::id).map(UUID::toString).toList();
    }

    private void assertInvalid(String field, TestCall asked) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> page(asked))
                .satisfies(refusal ->
                        assertThat(refusal.details())
                                .extracting(Refusal.Detail::field)
                                .containsExactly(field));
    }
}
