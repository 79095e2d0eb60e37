package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.EventLog.StreamPage;
import com.scaiwave.admin.log.StoredEvent;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stream, of which only a page is in memory at a time. How many there were becomes
 * a condition of the attempt when the last one has been read.
 */
final class PagedStream implements DomainEventStream {
    private static final int PAGE = 256;
    private static final long PAGE_BYTES = 1L << 20;

    private final EventLog log;
    private final AggregateCache cache;
    private final StreamId stream;
    private final long first;
    private final Queue<StoredEvent> page = new ArrayDeque<>();
    private long read;
    private boolean ended;

    PagedStream(EventLog log, AggregateCache cache, StreamId stream, long first) {
        this.log = log;
        this.cache = cache;
        this.stream = stream;
        this.first = first;
    }

    @Override
    public boolean hasNext() {
        if (page.isEmpty() && !ended) {
            readPage();
        }
        return !page.isEmpty();
    }

    private void readPage() {
        StreamPage next = log.readStream(stream, first + read, PAGE, PAGE_BYTES);
        page.addAll(next.events());
        read += next.events().size();
        if (next.last()) {
            end();
        }
    }

    private void end() {
        ended = true;
        if (read == 0) {
            cache.evict(stream);
        }
        Attempt attempt = Attempt.current();
        attempt.read(stream, first + read);
        if (read >= Snapshots.EVERY) {
            attempt.readMuch(stream);
        }
    }

    @Override
    public DomainEventMessage<?> peek() {
        if (!hasNext()) {
            throw new NoSuchElementException(stream.value());
        }
        return message(page.element());
    }

    @Override
    public DomainEventMessage<?> next() {
        if (!hasNext()) {
            throw new NoSuchElementException(stream.value());
        }
        return message(page.remove());
    }

    @Override
    public @Nullable Long getLastSequenceNumber() {
        return first + read == 0 ? null : first + read - 1;
    }

    private static DomainEventMessage<?> message(StoredEvent recorded) {
        return new GenericDomainEventMessage<>(
                recorded.event().getClass().getSimpleName(),
                recorded.stream().value(),
                recorded.sequence(),
                recorded.event(),
                MetaData.emptyInstance(),
                recorded.id().toString(),
                recorded.recordedAt());
    }
}
