package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.command.deciding.AggregateCache.Entry;
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
 * Axon's view of the log. What is read becomes a condition of the attempt; what is appended is
 * staged, for the one append when the unit of work commits.
 *
 * <p>A snapshot is a state that is cached, or else one that is stored. There is no stream for
 * Axon's event processors: followers read the log itself.
 */
record LogStorageEngine(EventLog log, AggregateCache cache, Snapshots snapshots)
        implements EventStorageEngine {
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        Attempt attempt = Attempt.current();
        events.forEach(e -> attempt.stage((Event) e.getPayload()));
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        StreamId stream = new StreamId(aggregateIdentifier);
        if (cache.isCurrent(stream, firstSequenceNumber)) {
            Attempt.current().read(stream, firstSequenceNumber);
            return DomainEventStream.empty();
        }
        return new PagedStream(log, cache, stream, firstSequenceNumber);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        StreamId stream = new StreamId(aggregateIdentifier);
        Entry entry = cache.find(stream);
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
