package com.scaiwave.admin.command.platform;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule: when a person joins, their local id is claimed if it is free, and the person is
 * recorded either way; when they leave, it is released. Every stream that this is decided on
 * becomes a condition of the append.
 */
final class LocalIds {
    private final EventLog log;
    private final Map<StreamId, Long> conditions = new HashMap<>();
    private final Map<StreamId, String> held = new HashMap<>();
    private final Map<Claim, String> owners = new HashMap<>();

    private LocalIds(EventLog log) {
        this.log = log;
    }

    /** The append of the events; a local id may pass from one person to another among them. */
    static Append decide(EventLog log, List<NewEvent> events) {
        LocalIds ids = new LocalIds(log);
        ids.read(events);
        List<NewEvent> decided =
                events.stream()
                        .map(e -> new NewEvent(e.id(), ids.decide(e.event()), e.metadata()))
                        .toList();
        return new Append(ids.conditions, decided, List.of());
    }

    private void read(List<NewEvent> events) {
        Set<StreamId> people =
                events.stream()
                        .map(NewEvent::event)
                        .filter(e -> e instanceof PersonJoined || e instanceof PersonLeft)
                        .map(Event::stream)
                        .collect(Collectors.toSet());
        people.forEach(p -> conditions.put(p, 0L));
        for (StoredEvent recorded : log.readStreams(people, List.of(), Long.MAX_VALUE)) {
            conditions.put(recorded.stream(), recorded.sequence() + 1);
            hold(recorded.stream(), recorded.event());
        }
        Map<String, List<Claim>> wanted =
                events.stream()
                        .flatMap(e -> e.event().claims().stream().skip(1))
                        .collect(Collectors.groupingBy(Claim::storedNamespace));
        for (List<Claim> claims : wanted.values()) {
            Map<String, String> known = log.owners(claims);
            claims.stream()
                    .filter(c -> known.containsKey(c.key()))
                    .forEach(c -> owners.put(unowned(c), known.get(c.key())));
        }
    }

    private Event decide(Event event) {
        String before = held.get(event.stream());
        Event decided =
                switch (event) {
                    case PersonJoined e -> joined(e, before);
                    case PersonLeft e ->
                            new PersonLeft(e.tenant(), e.origin(), e.participant(), before);
                    default -> event;
                };
        decided.releases().forEach(c -> owners.remove(unowned(c), c.owner()));
        decided.claims().stream().skip(1).forEach(c -> owners.put(unowned(c), c.owner()));
        hold(decided.stream(), decided);
        return decided;
    }

    private PersonJoined joined(PersonJoined e, @Nullable String before) {
        String localId = e.localId();
        if (localId != null) {
            Claim claim = Claim.localIdOfPerson(e.tenant(), localId, e.participant());
            String owner = owners.get(unowned(claim));
            if (owner != null && !owner.equals(claim.owner())) {
                localId = null;
            }
        }
        return new PersonJoined(
                e.tenant(),
                e.origin(),
                e.participant(),
                e.type(),
                localId,
                Objects.equals(before, localId) ? null : before,
                e.personalName(),
                e.displayName());
    }

    private void hold(StreamId person, Event event) {
        if (event instanceof PersonJoined e && e.localId() != null) {
            held.put(person, e.localId());
        } else if (event instanceof PersonJoined || event instanceof PersonLeft) {
            held.remove(person);
        }
    }

    private static Claim unowned(Claim claim) {
        return new Claim(claim.namespace(), claim.within(), claim.key(), "");
    }
}
