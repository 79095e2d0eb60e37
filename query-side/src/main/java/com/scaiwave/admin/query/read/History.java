package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.limits.Bulkhead;
import com.scaiwave.admin.web.limits.Bulkhead.Lease;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the past: folds the events of some streams up to the position that {@code as_of} names. */
public final class History {
    private static final String PARAMETER = "as_of";
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LOOKS = 4;
    private static final int LOOKS_EACH = 2;

    private final EventLog log;
    private final Bookmarks bookmarks;
    private final Clock clock;
    private final Bulkhead looks = new Bulkhead("looks into the past", LOOKS, LOOKS_EACH);

    public History(EventLog log, Clock clock) {
        this.log = log;
        this.bookmarks = new Bookmarks(log);
        this.clock = clock;
    }

    /**
     * Where a request's page of a list by id begins, and as of which event the list is read.
     *
     * @throws Refusal 410 if the cursor is of a history that a restore has lost, 400 as for {@link
     *     #position}
     */
    public Place place(Call call, Cursors cursors) {
        String cursor = cursors.place(call);
        if (call.parameter(PARAMETER) == null) {
            return new Place(cursor, null);
        }
        if (cursor == null) {
            return new Place(null, bookmarks.at(Objects.requireNonNull(position(call))));
        }
        int end = cursor.indexOf(' ');
        if (end < 0) {
            throw Cursors.forged();
        }
        Checkpoint then = Bookmarks.parse(cursor.substring(0, end)).orElseThrow(Cursors::forged);
        bookmarks.check(then);
        return new Place(cursor.substring(end + 1), then);
    }

    /**
     * The position that a request asks for; null for the present.
     *
     * @throws Refusal 400 if it is in the future, beyond the head, or before the first event
     */
    public @Nullable Long position(Call call) {
        String wanted = call.parameter(PARAMETER);
        if (wanted == null) {
            return null;
        }
        return POSITION.matcher(wanted).matches() ? ofNumber(wanted) : ofInstant(wanted);
    }

    /**
     * The views of a tenant's streams, as of a position. Events are folded as they are read, and
     * only views are kept in memory.
     *
     * @throws Refusal 404 if the tenant did not exist then
     */
    public <V> Map<Key, V> ofTenant(
            Call call,
            Fold<V> fold,
            Collection<StreamId> streams,
            Collection<String> prefixes,
            long position) {
        StreamId tenant = StreamId.tenant(call.tenant().id());
        List<StreamId> wanted = new ArrayList<>(streams);
        wanted.add(tenant);
        AtomicBoolean existed = new AtomicBoolean();
        Map<Key, V> views =
                looking(
                        call,
                        () -> {
                            Map<Key, V> read = new TreeMap<>();
                            log.forEach(
                                    wanted,
                                    prefixes,
                                    position,
                                    e -> {
                                        existed.compareAndSet(
                                                false, e.event() instanceof TenantCreated);
                                        fold.apply(read, e);
                                    });
                            return read;
                        });
        if (!existed.get()) {
            throw AccessPolicy.tenantNotFound();
        }
        return views;
    }

    /** The views of some streams, as of a position. */
    public <V> Map<Key, V> of(
            Call call, Fold<V> fold, Collection<StreamId> streams, long position) {
        return looking(
                call,
                () -> {
                    Map<Key, V> views = new TreeMap<>();
                    log.forEach(streams, List.of(), position, e -> fold.apply(views, e));
                    return views;
                });
    }

    /**
     * Lets a function read a tenant's views, as of a position, one by one in the order of their
     * ids; it may stop early.
     *
     * @param prefixes the prefixes of the streams' ids; a view's id follows the prefix
     * @param after only views with greater ids are read; null for all
     */
    public <V, T> T byId(
            Call call,
            Fold<V> fold,
            List<String> prefixes,
            @Nullable String after,
            long position,
            Function<Iterator<V>, T> reader) {
        String tenant = call.tenant().id().value();
        return looking(
                call,
                () ->
                        byId(
                                prefixes,
                                after == null ? "" : after,
                                position,
                                new ArrayList<>(),
                                streams -> reader.apply(new ViewsById<>(fold, tenant, streams))));
    }

    /** Opens the events of one prefix after the other, each within the cursor of the one before. */
    private <T> T byId(
            List<String> prefixes,
            String after,
            long position,
            List<ViewsById.Source> open,
            Function<List<ViewsById.Source>, T> reader) {
        if (open.size() == prefixes.size()) {
            return reader.apply(open);
        }
        String prefix = prefixes.get(open.size());
        return log.byStream(
                prefix,
                prefix + after,
                position,
                events -> {
                    open.add(new ViewsById.Source(prefix, events));
                    return byId(prefixes, after, position, open, reader);
                });
    }

    /** Limits concurrent reads of the past, as each may read all events of a tenant. */
    private <T> T looking(Call call, Supplier<T> look) {
        Duration left = Deadline.left();
        try (Lease _ =
                looks.take(call.owner(), 1, left.compareTo(PATIENCE) < 0 ? left : PATIENCE)) {
            return look.get();
        }
    }

    private long ofNumber(String text) {
        long position = Long.parseLong(text);
        if (position < 1 || position > log.head()) {
            throw Refusal.invalid(PARAMETER, "is not a position of the log");
        }
        return position;
    }

    private long ofInstant(String text) {
        Instant instant = parse(text);
        Instant last = log.lastRecordedAt().orElse(Instant.MIN);
        if (instant.isAfter(clock.instant()) && instant.isAfter(last)) {
            throw Refusal.invalid(PARAMETER, "is in the future");
        }
        Instant first = log.firstRecordedAt().orElse(Instant.MAX);
        if (instant.isBefore(first)) {
            throw Refusal.invalid(PARAMETER, "is before the first event");
        }
        return log.positionAt(instant);
    }

    /**
     * Where a page of a list by id begins.
     *
     * @param after the id after which it begins; null for the first page
     * @param then the event up to which the list is folded; null for the present
     */
    public record Place(@Nullable String after, @Nullable Checkpoint then) {

        /** The position up to which the list is folded; null for the present. */
        public @Nullable Long position() {
            return then == null ? null : then.position();
        }

        /**
         * The {@code meta} of the page, with a cursor to the entries behind it.
         *
         * @param id of an entry
         */
        public <T> Map<String, @Nullable Object> meta(
                Call call, Page<T> page, Cursors cursors, Function<T, String> id) {
            return Meta.page(page.next(call, cursors, e -> behind(id.apply(e))), position());
        }

        String behind(String id) {
            return then == null ? id : Bookmarks.text(then) + " " + id;
        }
    }

    /** An RFC 3339 instant from a parameter. */
    public static Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.invalid(PARAMETER, "is neither an instant nor a position");
        }
    }
}
