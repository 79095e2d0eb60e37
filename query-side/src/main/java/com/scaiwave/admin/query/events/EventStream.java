package com.scaiwave.admin.query.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.query.audit.AuditFilter;
import com.scaiwave.admin.query.audit.AuditQuery;
import com.scaiwave.admin.query.audit.AuditReads;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.views.CloudEvent;
import com.scaiwave.admin.web.answer.AnswerMemory;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.caller.Scope;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.limits.Bulkhead;
import com.scaiwave.admin.web.limits.Bulkhead.Lease;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Server-Sent Events: what is in the audit log behind a place, and then whatever comes. A stream
 * ends when the checkpoint expires, when the server stops, when the client reads too slowly, or
 * when the log was replaced by one that lost events; a client that resumes with the last id misses
 * nothing and gets nothing twice.
 */
@Component
class EventStream {
    /** How many events are read at once. */
    static final int PAGE = 200;

    /** How large they may be together; one may be larger. */
    private static final int PAGE_BYTES = 512 << 10;

    /** How many streams read at once, and of one caller: most connections are for others. */
    private static final int READING = 3;

    private static final int READING_EACH = 2;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration GLANCE = Duration.ofSeconds(1);

    /** How often to look although nothing seems to have moved. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Reads reads;
    private final AuditReads audit;
    private final Progress progress;
    private final Bookmarks bookmarks;
    private final String source;
    private final Clock clock;
    private final Bulkhead open;
    private final Bulkhead reading = new Bulkhead("event streams", READING, READING_EACH);

    /** What was read and is not yet written, which a client that does not read holds up. */
    private final Bulkhead unwritten = new Bulkhead("unread events", 16 << 20, 6 << 20);

    private volatile boolean stopping;

    EventStream(
            Reads reads,
            AuditReads audit,
            Progress progress,
            Bookmarks bookmarks,
            EventsProperties properties,
            Clock clock) {
        this.reads = reads;
        this.audit = audit;
        this.progress = progress;
        this.bookmarks = bookmarks;
        this.source = properties.source();
        this.clock = clock;
        this.open = new Bulkhead("event streams", properties.streams(), properties.streamsEach());
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    void send(Call call, AuditFilter filter, Checkpoint after, HttpServletResponse response)
            throws IOException {
        try (Lease _ = opened(call)) {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("X-Accel-Buffering", "no");
            if (call.method().equals("HEAD")) {
                return;
            }
            OutputStream out = response.getOutputStream();
            write(out, ": connected\n\n");
            follow(
                    call,
                    filter,
                    after.event() == null ? bookmarks.at(after.position()) : after,
                    out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A place for one more stream, of the caller's and of the process's. */
    private Lease opened(Call call) {
        try {
            return open.take(call.caller().subject(), 1, Duration.ZERO);
        } catch (Refusal.Later e) {
            throw new Refusal.Later(
                    ErrorCode.SW_RATE_LIMIT_EXCEEDED, "Too many event streams.", e.seconds());
        }
    }

    private void follow(Call call, AuditFilter filter, Checkpoint start, OutputStream out)
            throws IOException, InterruptedException {
        Checkpoint after = start;
        Instant lastWritten = clock.instant();
        Instant lastLook = clock.instant();
        long seen = -1;
        while (isOpen(call)) {
            long moves = progress.moves();
            Sent sent = new Sent(after, false, false);
            boolean due = clock.instant().isAfter(lastLook.plus(LOOK));
            if (due) {
                checkStands(after);
                lastLook = clock.instant();
            }
            if (due || moves != seen) {
                sent = send(call, filter, after, out);
                seen = sent.more() ? -1 : moves;
            }
            after = sent.last();
            if (sent.any()) {
                lastWritten = clock.instant();
            }
            if (!clock.instant().isBefore(lastWritten.plus(HEARTBEAT))) {
                write(out, ": heartbeat\n\n");
                lastWritten = clock.instant();
            }
            if (!sent.more()) {
                progress.awaitMove(moves, GLANCE);
            }
        }
    }

    private boolean isOpen(Call call) {
        return !stopping && clock.instant().isBefore(call.tokenExpiresAt());
    }

    /** A stream of which nothing is new would not notice that the log was replaced. */
    private void checkStands(Checkpoint after) {
        Deadline.in(Deadline.REQUEST).run(() -> bookmarks.check(after));
    }

    /** Writes the next events behind a place, if there are any. */
    private Sent send(Call call, AuditFilter filter, Checkpoint after, OutputStream out)
            throws IOException {
        Checkpoint head =
                Deadline.in(Deadline.REQUEST).call(() -> reads.head(LogName.ADMINISTRATION));
        if (isQuiet(call, after, head)) {
            return new Sent(after, false, false);
        }
        AuditQuery query =
                new AuditQuery(
                        call.scope(),
                        filter,
                        after.position(),
                        head.position(),
                        true,
                        PAGE,
                        PAGE_BYTES);
        try (AnswerMemory memory = new AnswerMemory(unwritten, call.owner())) {
            Page<AuditEntry> page = page(call, query, after, memory);
            if (page == null) {
                return new Sent(after, false, true);
            }
            Checkpoint last = after;
            for (AuditEntry entry : page.entries()) {
                if (!isOpen(call)) {
                    return new Sent(last, true, false);
                }
                // Personal values are opened here, which may ask the database for their keys.
                write(out, Deadline.in(Deadline.REQUEST).call(() -> event(entry)));
                last = entry.checkpoint();
            }
            return new Sent(last, !page.entries().isEmpty(), page.more());
        }
    }

    /** Whether it is known without a query that there is nothing new. */
    private boolean isQuiet(Call call, Checkpoint after, Checkpoint head) {
        return head.position() <= after.position()
                || (call.scope() instanceof Scope.One(var tenant)
                        && reads.isQuiet(tenant.id(), after.position()));
    }

    /** The next events; null where other streams of the caller hold all that it may have. */
    private @Nullable Page<AuditEntry> page(
            Call call, AuditQuery query, Checkpoint after, AnswerMemory memory) {
        Lease turn;
        try {
            memory.reserve(PAGE_BYTES, GLANCE);
            turn = reading.take(call.owner(), 1, GLANCE);
        } catch (Refusal.Later e) {
            return null;
        }
        try (turn) {
            return Deadline.in(Deadline.REQUEST).call(() -> read(query, after));
        }
    }

    /** Checks the place after the read: no event is sent behind a place that the log has lost. */
    private Page<AuditEntry> read(AuditQuery query, Checkpoint after) {
        Page<AuditEntry> page = audit.asItIs(query);
        if (!page.entries().isEmpty()) {
            bookmarks.check(after);
        }
        return page;
    }

    private String event(AuditEntry entry) {
        CloudEvent event = CloudEvent.of(entry, source);
        return "id: "
                + Bookmarks.text(entry.checkpoint())
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

    /**
     * What was written.
     *
     * @param last the place behind it
     * @param more whether there may be more to write at once
     */
    private record Sent(Checkpoint last, boolean any, boolean more) {}
}
