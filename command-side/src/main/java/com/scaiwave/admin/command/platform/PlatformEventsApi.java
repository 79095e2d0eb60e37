package com.scaiwave.admin.command.platform;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.MeteringEvent;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventIds;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Outcome;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
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

    private final ReentrantLock overtaken = new ReentrantLock(true);
    private final CloudEventReader reader;
    private final EventLog administration;
    private final EventLog metering;
    private final Vault vault;

    PlatformEventsApi(
            CloudEventReader reader,
            @Qualifier("administrationLog") EventLog administration,
            @Qualifier("meteringLog") EventLog metering,
            @Qualifier("commandVault") Vault vault) {
        this.reader = reader;
        this.administration = administration;
        this.metering = metering;
        this.vault = vault;
    }

    @PostMapping("/v1/platform/events")
    ResponseEntity<byte[]> record(Call call, HttpServletRequest request) {
        List<JsonNode> events = events(call.json(), request);
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
            } catch (JacksonException e) {
                // A number that its schema lets through, and no field of ours holds.
                rejected.add(Rejection.of(i, Refusal.invalid("/data", "is out of range")));
            }
        }
        int stored = Deadline.in(BATCH).call(() -> store(accepted));
        return Answers.list(
                call,
                new Report(stored, duplicates + accepted.size() - stored, rejected),
                Map.of());
    }

    private static List<JsonNode> events(JsonNode body, HttpServletRequest request) {
        if (BinaryMode.is(request)) {
            return List.of(BinaryMode.event(request, body));
        }
        return body.isArray() ? body.valueStream().toList() : List.of(body);
    }

    /** What is sealed in an event of the platform. */
    private static Stream<Personal> personal(NewEvent event) {
        Stream<@Nullable Personal> ofCaller =
                Stream.of(event.metadata().ip(), event.metadata().userAgent());
        Stream<@Nullable Personal> ofData =
                switch (event.event()) {
                    case RoomReported e -> Stream.of(e.name(), e.reason());
                    case PersonJoined e -> Stream.of(e.personalName());
                    case PlatformReported e -> Stream.of(e.data());
                    default -> Stream.of();
                };
        return Stream.concat(ofCaller, ofData).flatMap(Stream::ofNullable);
    }

    /** New people's keys are made together: one by one they would take longer than the rest. */
    private void prepareKeys(List<NewEvent> events) {
        vault.prepare(
                events.stream()
                        .flatMap(PlatformEventsApi::personal)
                        .filter(Personal.Plain.class::isInstance)
                        .map(p -> ((Personal.Plain) p).subject().toString())
                        .collect(Collectors.toSet()));
    }

    private int store(List<NewEvent> events) {
        prepareKeys(events);
        Map<Boolean, List<NewEvent>> byLog =
                events.stream()
                        .collect(
                                Collectors.partitioningBy(e -> e.event() instanceof MeteringEvent));
        return store(administration, byLog.getOrDefault(false, List.of()))
                + store(metering, byLog.getOrDefault(true, List.of()));
    }

    /**
     * Appends those that are in neither log yet. After a conflict (the same event, or another about
     * the same person) it retries, one request of this process at a time, in the order of their
     * conflicts.
     */
    private int store(EventLog log, List<NewEvent> events) {
        boolean isHead = false;
        try {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                List<NewEvent> fresh = unknown(events);
                if (fresh.isEmpty()
                        || log.append(LocalIds.decide(log, fresh)) instanceof Outcome.Appended) {
                    return fresh.size();
                }
                if (!isHead) {
                    overtaken.lock();
                    isHead = true;
                }
            }
        } finally {
            if (isHead) {
                overtaken.unlock();
            }
        }
        throw new Refusal.Later(
                ErrorCode.SW_UNAVAILABLE, "Too many requests report the same events at once.", 1);
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
