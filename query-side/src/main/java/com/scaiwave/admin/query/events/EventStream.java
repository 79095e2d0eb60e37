package com.scaiwave.admin.query.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.query.audit.AuditEntry;
import com.scaiwave.admin.query.audit.AuditFilter;
import com.scaiwave.admin.query.audit.AuditProjection;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.read.Reads.At;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.edge.Call;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Server-Sent Events: what is in the audit log behind a position, and then whatever comes. It ends
 * when the token expires, when the server stops, or when the client reads too slowly; whoever
 * resumes with the last id misses nothing and gets nothing twice.
 */
@Component
class EventStream {
    private static final int PAGE = 200;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Reads reads;
    private final AuditProjection projection;
    private final Progress progress;
    private final String source;
    private final Clock clock;
    private volatile boolean stopping;

    EventStream(
            Reads reads,
            AuditProjection projection,
            Progress progress,
            EventsProperties properties,
            Clock clock) {
        this.reads = reads;
        this.projection = projection;
        this.progress = progress;
        this.source = properties.source();
        this.clock = clock;
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    void send(Call call, AuditFilter filter, long after, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        if (call.method().equals("HEAD")) {
            return;
        }
        OutputStream out = response.getOutputStream();
        write(out, ": connected\n\n");
        try {
            follow(call, filter, after, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Call call, AuditFilter filter, long start, OutputStream out)
            throws IOException, InterruptedException {
        long after = start;
        Instant lastWritten = clock.instant();
        while (!stopping && clock.instant().isBefore(call.tokenExpiresAt())) {
            long moves = progress.moves();
            long from = after;
            At<List<AuditEntry>> page =
                    Deadline.in(Deadline.REQUEST).call(() -> page(call, filter, from));
            for (AuditEntry entry : page.value()) {
                write(out, event(entry));
                lastWritten = clock.instant();
            }
            boolean full = page.value().size() == PAGE;
            after = full ? page.value().getLast().position() : Math.max(after, page.position());
            if (!full) {
                if (!clock.instant().isBefore(lastWritten.plus(HEARTBEAT))) {
                    write(out, ": heartbeat\n\n");
                    lastWritten = clock.instant();
                }
                progress.awaitMove(moves, GLANCE);
            }
        }
    }

    private At<List<AuditEntry>> page(Call call, AuditFilter filter, long after) {
        return reads.asItIs(
                projection,
                call.scope(),
                sql ->
                        projection.list(
                                sql, call.scope(), filter, after, Long.MAX_VALUE, true, PAGE));
    }

    private String event(AuditEntry entry) {
        CloudEvent event = CloudEvent.of(entry, source);
        return "id: "
                + entry.position()
                + "\nevent: "
                + event.type()
                + "\ndata: "
                + ApiJson.mapper().writeValueAsString(event)
                + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
