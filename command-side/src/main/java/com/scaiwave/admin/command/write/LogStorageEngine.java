package com.scaiwave.admin.command.write;

import com.scaiwave.admin.command.write.KeptAggregates.Entry;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * Axon's view of the log. What is read becomes a condition of the decision; what is appended is
 * staged, for the one append when the unit of work commits.
 *
 * <p>A snapshot is an aggregate that was kept in memory, or else one that was stored. It has no
 * stream for Axon's event processors: nobody here asks for one.
 */
final class LogStorageEngine implements EventStorageEngine {
    private final EventLog log;
    private final KeptAggregates kept;
    private final Snapshots snapshots;

    LogStorageEngine(EventLog log, KeptAggregates kept, Snapshots snapshots) {
        this.log = log;
        this.kept = kept;
        this.snapshots = snapshots;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        Decision decision = Decision.current();
        events.forEach(e -> decision.stage((Event) e.getPayload()));
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        StreamId stream = new StreamId(aggregateIdentifier);
        if (kept.isCurrent(stream, firstSequenceNumber)) {
            Decision.current().read(stream, firstSequenceNumber);
            return DomainEventStream.empty();
        }
        return new PagedStream(log, kept, stream, firstSequenceNumber);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        StreamId stream = new StreamId(aggregateIdentifier);
        Entry entry = kept.find(stream);
        if (entry == null) {
            return snapshots.find(stream).map(s -> message(stream, s.events(), s.state()));
        }
        return Optional.ofNullable(entry.state()).map(s -> message(stream, entry.events(), s));
    }

    private static DomainEventMessage<?> message(StreamId stream, long events, Object state) {
        return new GenericDomainEventMessage<>(
                state.getClass().getSimpleName(), stream.value(), events - 1, state);
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new IllegalStateException("they are stored when a decision was");
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        throw new IllegalStateException("followers read the log itself");
    }
}
