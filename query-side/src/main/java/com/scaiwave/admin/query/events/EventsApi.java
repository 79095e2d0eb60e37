package com.scaiwave.admin.query.events;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.query.audit.AuditEntry;
import com.scaiwave.admin.query.audit.AuditFilter;
import com.scaiwave.admin.query.audit.AuditProjection;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EventsApi {
    private static final String NOW = "now";
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final Reads reads;
    private final AuditProjection projection;
    private final EventStream stream;
    private final String source;

    EventsApi(
            Reads reads,
            AuditProjection projection,
            EventStream stream,
            EventsProperties properties) {
        this.reads = reads;
        this.projection = projection;
        this.stream = stream;
        this.source = properties.source();
    }

    @GetMapping("/v1/admin/events")
    @Nullable ResponseEntity<byte[]> events(Call call, HttpServletResponse response)
            throws IOException {
        AuditFilter filter = filter(call);
        long head = reads.head(LogName.ADMINISTRATION);
        if (call.accepted().equals("text/event-stream")) {
            stream.send(call, filter, start(call, streamStart(call), head), response);
            return null;
        }
        return page(call, filter, start(call, call.parameter("after"), head), head);
    }

    private ResponseEntity<byte[]> page(Call call, AuditFilter filter, long after, long head) {
        int limit = Page.limit(call);
        List<AuditEntry> found =
                reads.now(
                        projection,
                        call.scope(),
                        sql ->
                                projection.list(
                                        sql, call.scope(), filter, after, head, true, limit));
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        long next = found.size() < limit ? head : found.getLast().position();
        meta.put("next_after", Long.toString(next));
        meta.put("head", Long.toString(head));
        return Answers.list(found.stream().map(e -> CloudEvent.of(e, source)).toList(), meta);
    }

    private static @Nullable String streamStart(Call call) {
        return call.lastEventId() == null ? call.parameter("after") : call.lastEventId();
    }

    private static long start(Call call, @Nullable String after, long head) {
        if (after == null) {
            return 0;
        }
        if (after.equals(NOW)) {
            return head;
        }
        if (!POSITION.matcher(after).matches() || Long.parseLong(after) > head) {
            throw Refusal.invalid(
                    after.equals(call.lastEventId()) ? "Last-Event-ID" : "after",
                    "is not the id of an event");
        }
        return Long.parseLong(after);
    }

    private static AuditFilter filter(Call call) {
        String types = call.parameter("types");
        return AuditFilter.ofActions(
                types == null
                        ? List.of()
                        : Arrays.stream(types.split(",", -1)).map(CloudEvent::action).toList());
    }
}
