package com.scaiwave.admin.query.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.query.audit.AuditFilter;
import com.scaiwave.admin.query.audit.AuditQuery;
import com.scaiwave.admin.query.events.EventReads.Found;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.views.CloudEvent;
import com.scaiwave.admin.web.answer.AnswerMemory;
import com.scaiwave.admin.web.answer.ApiJson;
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
 * Server-Sent Events: the entries of the audit log after a position, and then each new one. A
 * stream ends when the caller's token expires, when the server stops, when the client reads too
 * slowly, or when the log was replaced by one that lost events. A client that resumes with the last
 * id misses no event and gets none twice.
 */
@Component
class EventStream {
    /** The most events per read. */
    static final int PAGE = 200;

    /** The most bytes per read; a single event may be larger. */
    private static final int PAGE_BYTES = 512 << 10;

    /**
     * How many streams may read at once, in total and of one caller; the other connections are left
     * for other requests.
     */
    private static final int READING = 3;

    private static final int READING_EACH = 2;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration GLANCE = Duration.ofSeconds(1);

    /** How often to read even if no projection seems to have moved. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final EventReads reads;
    private final Progress progress;
    private final String source;
    private final Clock clock;
    private final Bulkhead open;
    private final Bulkhead reading = new Bulkhead("event streams", READING, READING_EACH);

    /**
     * Limits the bytes that were read but not yet written, as a slow client holds them in memory.
     */
    private final Bulkhead unwritten = new Bulkhead("unread events", 16 << 20, 6 << 20);

    private volatile boolean stopping;

    EventStream(EventReads reads, Progress progress, EventsProperties properties, Clock clock) {
        this.reads = reads;
        this.progress = progress;
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
            follow(call, filter, reads.named(after), out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes one of the open streams that the caller and the process may have. */
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
        StreamPlace place = StreamPlace.at(start);
        Instant lastWritten = clock.instant();
        Instant lastLook = clock.instant();
        long seen = -1;
        while (isOpen(call)) {
            long moves = progress.moves();
            boolean due = clock.instant().isAfter(lastLook.plus(LOOK));
            if (due) {
                place = standing(place);
                lastLook = clock.instant();
            }
            Sent sent = new Sent(place, false, false);
            if (due || moves != seen) {
                sent = send(call, filter, place, out);
                seen = sent.more() ? -1 : moves;
            }
            place = sent.place();
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

    /** The log may have been replaced, which a stream without new events would not notice. */
    private StreamPlace standing(StreamPlace place) {
        return Deadline.in(Deadline.REQUEST).call(() -> reads.standing(place));
    }

    private boolean isOpen(Call call) {
        return !stopping && clock.instant().isBefore(call.tokenExpiresAt());
    }

    /** Writes the next events after a place, if there are any. */
    private Sent send(Call call, AuditFilter filter, StreamPlace place, OutputStream out)
            throws IOException {
        Checkpoint head = Deadline.in(Deadline.REQUEST).call(reads::head);
        long from = place.searched().position();
        if (reads.isQuiet(call, from, head)) {
            return new Sent(place, false, false);
        }
        AuditQuery query =
                new AuditQuery(
                        call.tenants(), filter, from, head.position(), true, PAGE, PAGE_BYTES);
        try (AnswerMemory memory = new AnswerMemory(unwritten, call.owner())) {
            Found found = find(call, memory, place, head, query);
            if (found == null) {
                return new Sent(place, false, true);
            }
            StreamPlace now = found.from();
            Page<AuditEntry> page = found.page();
            for (AuditEntry entry : page.entries()) {
                if (!isOpen(call)) {
                    return new Sent(now, true, false);
                }
                // Personal values are opened here, which may ask the database for their keys.
                write(out, Deadline.in(Deadline.REQUEST).call(() -> event(entry)));
                now = StreamPlace.at(entry.checkpoint());
            }
            return new Sent(
                    page.more() ? now : now.searchedTo(found.end()),
                    !page.entries().isEmpty(),
                    page.more());
        }
    }

    /** What a read finds; null if memory, or then a turn to read, is not free within a second. */
    private @Nullable Found find(
            Call call, AnswerMemory memory, StreamPlace place, Checkpoint head, AuditQuery query) {
        Lease turn;
        try {
            memory.reserve(PAGE_BYTES, GLANCE);
            turn = reading.take(call.owner(), 1, GLANCE);
        } catch (Refusal.Later e) {
            return null;
        }
        try (turn) {
            return Deadline.in(Deadline.REQUEST).call(() -> reads.find(place, head, query));
        }
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
     * The outcome of one send.
     *
     * @param more whether there may be more to write at once
     */
    private record Sent(StreamPlace place, boolean any, boolean more) {}
}
