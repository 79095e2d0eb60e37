package com.scaiwave.admin.command.write;

import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.Append.Secret;
import com.scaiwave.admin.log.EventIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a command: every stream that it read, and everything it wants stored. It lives as
 * long as the unit of work.
 */
final class Decision {
    static final String KEY = "scaiwave.decision";

    private final EventMetadata metadata;
    private final Map<StreamId, Long> conditions = new HashMap<>();
    private final Map<StreamId, Aggregate<?>> aggregates = new HashMap<>();
    private final Set<StreamId> readMuch = new HashSet<>();
    private final List<NewEvent> events = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();
    private final List<String> droppedSecrets = new ArrayList<>();
    private @Nullable Written<?> written;

    Decision(EventMetadata metadata) {
        this.metadata = metadata;
    }

    /** The decision that the current unit of work is about. */
    static Decision current() {
        Decision decision = CurrentUnitOfWork.get().root().getResource(KEY);
        if (decision == null) {
            throw new IllegalStateException("no command is being decided");
        }
        return decision;
    }

    /** Notes that a stream was read, with the number of events it had then. */
    void read(StreamId stream, long events) {
        conditions.putIfAbsent(stream, events);
    }

    /** Notes that many events of a stream had to be read. */
    void readMuch(StreamId stream) {
        readMuch.add(stream);
    }

    /** Notes the aggregate that was made of a stream. */
    void standsOn(String stream, Aggregate<?> aggregate) {
        aggregates.put(new StreamId(stream), aggregate);
    }

    /** Keeps what the decision stood on, with what it recorded, now that the log has agreed. */
    void keep(KeptAggregates kept, Snapshots snapshots) {
        aggregates.forEach((stream, aggregate) -> {
            Long last = aggregate.version();
            if (last == null) {
                kept.keep(stream, 0, null);
                return;
            }
            Kept<?> state = aggregate.invoke(Kept.class::cast);
            kept.keep(stream, last + 1, state);
            if (readMuch.contains(stream)
                    || Snapshots.isDue(conditions.getOrDefault(stream, 0L), last + 1)) {
                snapshots.store(stream, last + 1, state);
            }
        });
    }

    void stage(Event event) {
        events.add(new NewEvent(EventIds.next(), event, metadata));
    }

    void keep(Secret secret) {
        secrets.add(secret);
    }

    void drop(String secret) {
        droppedSecrets.add(secret);
    }

    void decided(@Nullable Object result) {
        if (!(result instanceof Written<?> w)) {
            throw new IllegalStateException("a command's handler returns what was written");
        }
        written = w;
    }

    Written<?> written() {
        if (written == null) {
            throw new IllegalStateException("nothing was decided");
        }
        return written;
    }

    Map<StreamId, Long> conditions() {
        return conditions;
    }

    List<NewEvent> events() {
        return events;
    }

    List<Secret> secrets() {
        return secrets;
    }

    List<String> droppedSecrets() {
        return droppedSecrets;
    }

    /** The ids that the answer names: those of the events that the audit log tells of. */
    List<UUID> eventIds() {
        return events.stream()
                .filter(e -> e.event() instanceof AdminEvent)
                .map(NewEvent::id)
                .toList();
    }
}
