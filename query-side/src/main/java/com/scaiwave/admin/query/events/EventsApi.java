package com.scaiwave.admin.query.events;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.query.audit.AuditFilter;
import com.scaiwave.admin.query.audit.AuditQuery;
import com.scaiwave.admin.query.audit.AuditReads;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.query.read.Listing;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.views.CloudEvent;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record EventsApi(
        Reads reads,
        AuditReads audit,
        EventStream stream,
        Bookmarks bookmarks,
        EventsProperties properties) {
    private static final String NOW = "now";
    private static final int MOST_TYPES = 50;

    @GetMapping("/v1/admin/events")
    @Nullable ResponseEntity<byte[]> events(Call call, HttpServletResponse response)
            throws IOException {
        AuditFilter filter = filter(call);
        Checkpoint head = reads.head(LogName.ADMINISTRATION);
        if (call.accepted().equals("text/event-stream")) {
            stream.send(call, filter, start(call, streamStart(call), head), response);
            return null;
        }
        return page(call, filter, start(call, given(call.parameter("after")), head), head);
    }

    private ResponseEntity<byte[]> page(
            Call call, AuditFilter filter, Checkpoint after, Checkpoint head) {
        AuditQuery query = AuditQuery.page(call, filter, after.position(), head.position(), true);
        return Listing.answer(
                call,
                () -> audit.now(query),
                e -> CloudEvent.of(e, properties.source()),
                page -> {
                    Checkpoint next =
                            page.entries().isEmpty() ? head : page.entries().getLast().checkpoint();
                    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
                    meta.put("next_after", Bookmarks.text(next));
                    meta.put("head", Long.toString(head.position()));
                    return meta;
                });
    }

    private static @Nullable String streamStart(Call call) {
        String last = given(call.lastEventId());
        return last == null ? given(call.parameter("after")) : last;
    }

    /** An empty place counts as none. */
    private static @Nullable String given(@Nullable String place) {
        return place == null || place.isEmpty() ? null : place;
    }

    private Checkpoint start(Call call, @Nullable String after, Checkpoint head) {
        if (after == null) {
            return Checkpoint.START;
        }
        if (after.equals(NOW)) {
            return head;
        }
        Checkpoint place = Bookmarks.parse(after).orElseThrow(() -> noEvent(call, after));
        if (place.event() != null) {
            bookmarks.check(place);
        } else if (place.position() > head.position()) {
            throw noEvent(call, after);
        }
        return place;
    }

    private static Refusal noEvent(Call call, String after) {
        return Refusal.invalid(
                after.equals(call.lastEventId()) ? "Last-Event-ID" : "after",
                "is not the id of an event");
    }

    private static AuditFilter filter(Call call) {
        String types = call.parameter("types");
        if (types == null) {
            return AuditFilter.ofActions(List.of());
        }
        String[] wanted = types.split(",", -1);
        if (wanted.length > MOST_TYPES) {
            throw Refusal.invalid("types", "has too many entries");
        }
        return AuditFilter.ofActions(Arrays.stream(wanted).map(CloudEvent::action).toList());
    }
}
