package com.scaiwave.admin.command.platform;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.MeteringEvent;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventIds;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Outcome;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Records what other services tell, once each. But for local ids nothing is decided about it, so it
 * goes straight to the log it belongs to: what is measured to metering, the rest to administration.
 */
@RestController
class PlatformEventsApi {
    private static final int TRIES = 20;

    /** A batch of many is many requests in one. */
    private static final Duration BATCH = Duration.ofMinutes(1);

    private final CloudEventReader reader;
    private final EventLog administration;
    private final EventLog metering;

    PlatformEventsApi(
            CloudEventReader reader,
            @Qualifier("administrationLog") EventLog administration,
            @Qualifier("meteringLog") EventLog metering) {
        this.reader = reader;
        this.administration = administration;
        this.metering = metering;
    }

    @PostMapping("/v1/platform/events")
    ResponseEntity<byte[]> record(Call call) {
        List<JsonNode> events =
                call.json().isArray() ? call.json().valueStream().toList() : List.of(call.json());
        List<NewEvent> accepted = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        Set<Claim> seen = new HashSet<>();
        int duplicates = 0;
        for (int i = 0; i < events.size(); i++) {
            try {
                CloudEventReader.Read read = reader.read(call, events.get(i));
                if (seen.add(once(read.event()))) {
                    accepted.add(new NewEvent(EventIds.next(), read.event(), read.metadata()));
                } else {
                    duplicates++;
                }
            } catch (Refusal refusal) {
                rejected.add(Rejection.of(i, refusal));
            }
        }
        int stored = Deadline.in(BATCH).call(() -> store(accepted));
        return Answers.list(
                call,
                new Report(stored, duplicates + accepted.size() - stored, rejected),
                Map.of());
    }

    private int store(List<NewEvent> events) {
        Map<Boolean, List<NewEvent>> byLog =
                events.stream()
                        .collect(
                                Collectors.partitioningBy(e -> e.event() instanceof MeteringEvent));
        return store(administration, byLog.getOrDefault(false, List.of()))
                + store(metering, byLog.getOrDefault(true, List.of()));
    }

    /**
     * Appends those that are in neither log yet; who is overtaken by the same event, or by another
     * about the same person, looks again.
     */
    private int store(EventLog log, List<NewEvent> events) {
        int stored = 0;
        int overtaken = 0;
        List<NewEvent> fresh = unknown(events);
        while (!fresh.isEmpty()) {
            Append append = LocalIds.decide(log, fresh);
            if (log.append(append) instanceof Outcome.Appended) {
                stored += append.events().size();
                fresh = fresh.subList(append.events().size(), fresh.size());
            } else if (++overtaken < TRIES) {
                fresh = unknown(fresh);
            } else {
                throw new Refusal.Later(
                        ErrorCode.SW_UNAVAILABLE, "Too many tell the same at once.", 1);
            }
        }
        return stored;
    }

    private List<NewEvent> unknown(List<NewEvent> events) {
        List<Claim> claims = events.stream().map(e -> once(e.event())).toList();
        Set<String> known =
                Stream.of(administration, metering)
                        .flatMap(l -> l.owners(claims).keySet().stream())
                        .collect(Collectors.toSet());
        return events.stream().filter(e -> !known.contains(once(e.event()).key())).toList();
    }

    private static Claim once(Event event) {
        return event.claims().getFirst();
    }

    private record Report(int accepted, int duplicates, List<Rejection> rejected) {}

    private record Rejection(int index, ErrorCode code, String message) {
        static Rejection of(int index, Refusal refusal) {
            String where =
                    refusal.details().stream()
                            .map(d -> d.field() + " " + d.message())
                            .collect(Collectors.joining("; "));
            return new Rejection(index, refusal.code(), where.isEmpty() ? refusal.text() : where);
        }
    }
}
