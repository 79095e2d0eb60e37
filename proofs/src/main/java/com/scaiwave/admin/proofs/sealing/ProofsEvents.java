package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.ProofsEvent;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventIds;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Outcome;
import com.scaiwave.admin.log.StoredEvent;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** What the log says of the proofs. */
record ProofsEvents(EventLog log, Clock clock) {

    /** The position of the first such event that was recorded. */
    Optional<Long> position(Predicate<Event> wanted) {
        return log.readStream(StreamId.proofs(), 0).stream()
                .filter(e -> wanted.test(e.event()))
                .map(StoredEvent::position)
                .findFirst();
    }

    /** Records an event of the system; returns its position. */
    long record(ProofsEvent event) {
        EventMetadata metadata =
                new EventMetadata(
                        "system",
                        ActorType.SYSTEM,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        UUID id = EventIds.next();
        Outcome outcome = log.append(Append.of(List.of(new NewEvent(id, event, metadata))));
        if (outcome instanceof Outcome.Appended(Long position) && position != null) {
            return position;
        }
        throw new IllegalStateException("the event was not recorded: " + outcome);
    }
}
