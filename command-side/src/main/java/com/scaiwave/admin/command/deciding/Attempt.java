package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.command.deciding.AggregateCache.Entry;
import com.scaiwave.admin.command.deciding.Idempotency.RequestKey;
import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append.Effect;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventIds;
import com.scaiwave.admin.web.answer.ApiJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * All that is known of one try at a command: what it read, what it decided, what it wants stored
 * and what is answered. It travels in the metadata of the command's message, and nowhere else.
 */
final class Attempt {
    static final String KEY = "scaiwave.attempt";

    private final EventMetadata metadata;
    private final RequestKey key;
    private final Function<Object, ?> resource;
    private final Function<Object, String> location;
    private final Map<StreamId, Long> conditions = new HashMap<>();
    private final Map<StreamId, Supplier<Entry>> aggregates = new HashMap<>();
    private final Set<StreamId> readMuch = new HashSet<>();
    private final List<NewEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private @Nullable Decided<?> decided;
    private boolean refused;
    private @Nullable ResponseEntity<byte[]> response;

    /**
     * @param metadata what travels with its events
     * @param resource what is answered, from the state that was decided
     * @param location where a resource is that was created, from the same
     */
    @SuppressWarnings("unchecked") // The handler of a command decides what its endpoint expects.
    <S> Attempt(
            EventMetadata metadata,
            RequestKey key,
            Function<S, ?> resource,
            Function<S, String> location) {
        this.metadata = metadata;
        this.key = key;
        this.resource = (Function<Object, ?>) resource;
        this.location = (Function<Object, String>) location;
    }

    /** The attempt that the current unit of work is about. */
    static Attempt current() {
        if (CurrentUnitOfWork.get().root().getMessage().getMetaData().get(KEY)
                instanceof Attempt attempt) {
            return attempt;
        }
        throw new IllegalStateException("no command is being decided");
    }

    /** Notes that a stream was read, with the number of events it had then. */
    void read(StreamId stream, long length) {
        conditions.putIfAbsent(stream, length);
    }

    /** Notes that many events of a stream had to be read. */
    void readMuch(StreamId stream) {
        readMuch.add(stream);
    }

    /**
     * Notes an aggregate that the decision stands on, and how to get its state after the staged
     * events.
     */
    void standsOn(StreamId stream, Supplier<Entry> aggregate) {
        aggregates.put(stream, aggregate);
    }

    void stage(Event event) {
        events.add(new NewEvent(EventIds.next(), event, metadata));
    }

    void stage(Effect effect) {
        effects.add(effect);
    }

    /** Notes what the command's handler returned. */
    void decided(@Nullable Object result) {
        if (!(result instanceof Decided<?> d)) {
            throw new IllegalStateException("a command's handler returns what it decided");
        }
        decided = d;
    }

    /** Notes that the command's handler refused. */
    void refused() {
        refused = true;
    }

    /** Whether it was the handler that refused, and not the log, nor the bus. */
    boolean isRefused() {
        return refused;
    }

    Decided<?> decided() {
        if (decided == null) {
            throw new IllegalStateException("nothing was decided");
        }
        return decided;
    }

    RequestKey key() {
        return key;
    }

    Map<StreamId, Long> conditions() {
        return conditions;
    }

    List<NewEvent> events() {
        return events;
    }

    List<Effect> effects() {
        return effects;
    }

    /** Each aggregate that the attempt loaded, with its state after the staged events. */
    void forEachState(BiConsumer<StreamId, Entry> action) {
        aggregates.forEach((stream, aggregate) -> action.accept(stream, aggregate.get()));
    }

    /**
     * Whether a snapshot of a stream is due at a length: after each {@value Snapshots#EVERY} events
     * of it, and when as many had to be read.
     */
    boolean isSnapshotDue(StreamId stream, long length) {
        long before = conditions.getOrDefault(stream, 0L);
        return readMuch.contains(stream) || length / Snapshots.EVERY > before / Snapshots.EVERY;
    }

    /**
     * The answer to what was decided. It names the events that the audit log tells of.
     *
     * @param position of the resource's last event, where this command appends none
     */
    StoredAnswer answer(@Nullable Long position) {
        List<UUID> told =
                events.stream()
                        .filter(e -> e.event() instanceof AdminEvent)
                        .map(NewEvent::id)
                        .toList();
        Decided<?> outcome = decided();
        return new StoredAnswer(
                outcome.created() ? 201 : 200,
                outcome.created() ? location.apply(outcome.state()) : null,
                ApiJson.mapper().writeValueAsString(resource.apply(outcome.state())),
                !events.isEmpty(),
                outcome.version(),
                position,
                told);
    }

    void respond(ResponseEntity<byte[]> value) {
        response = value;
    }

    ResponseEntity<byte[]> response() {
        if (response == null) {
            throw new IllegalStateException("the unit of work did not commit");
        }
        return response;
    }
}
