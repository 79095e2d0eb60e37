package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog.StreamPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.NullMarked;

/** A log as one process sees it; each method promises what it does in {@link EventLog}. */
@NullMarked
interface LogUnderTest {
    Outcome append(Append append);

    void onAppend(LongConsumer listener);

    Outcome check(Check check);

    List<StoredEvent> readStream(StreamId stream, long fromSequence);

    StreamPage readStream(StreamId stream, long fromSequence, int limit, long bytes);

    List<StoredEvent> readStreams(
            Collection<StreamId> streams, Collection<String> prefixes, long upTo);

    <T> T byStream(
            String prefix, String after, long upTo, Function<Iterator<StoredEvent>, T> reader);

    List<StoredEvent> readAfter(Checkpoint checkpoint, int limit);

    List<Touched> touchedAfter(Checkpoint checkpoint, int limit);

    Optional<UUID> idAt(long position);

    long head();

    Checkpoint last();

    long positionAt(Instant instant);

    Optional<Instant> firstRecordedAt();

    Optional<Instant> lastRecordedAt();

    Optional<byte[]> secret(String id);

    Map<String, String> owners(List<Claim> claims);

    long forgetAnswers(Duration olderThan);
}
