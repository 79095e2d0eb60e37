package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.EventType;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.Append.DroppedSecret;
import com.scaiwave.admin.log.Append.Effect;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.Append.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An append whose caller waits for its outcome. Its events are encoded by the caller's thread, as
 * the bytes that will be stored.
 */
final class WaitingAppend {
    private final Append append;
    private final NetClaims claims;
    private final List<EncodedEvent> events;
    private final List<Answer> answers = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();
    private final List<DroppedSecret> droppedSecrets = new ArrayList<>();
    private final int bytes;
    private final Set<String> written = new HashSet<>();
    private final Set<String> touched;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    WaitingAppend(Append append, EventCodec codec) {
        this.append = append;
        this.claims = NetClaims.of(append.events().stream().map(NewEvent::event).toList());
        this.events = encoded(append, codec);
        append.effects().forEach(this::sort);
        this.bytes =
                events.stream().mapToInt(e -> e.payload.length + e.metadata.length).sum()
                        + answers.stream().mapToInt(a -> a.sealed().length).sum();
        events.forEach(e -> written.add(name(e.stream())));
        claims.all().forEach(c -> written.add(name(c)));
        answers.forEach(a -> written.add("a " + Arrays.toString(a.key())));
        this.touched = new HashSet<>(written);
        append.conditions().keySet().forEach(s -> touched.add(name(s)));
    }

    Append append() {
        return append;
    }

    /** What its caller waits for. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Whether its caller has an outcome, or has given up. */
    boolean isDone() {
        return outcome.isDone();
    }

    void fail(RuntimeException e) {
        outcome.completeExceptionally(e);
    }

    /** The size of its events and answers in bytes, which it takes in memory while it waits. */
    int bytes() {
        return bytes;
    }

    /** The names of what it writes: streams, claims and its stored answer. */
    Set<String> written() {
        return written;
    }

    /** The names of what it writes, and of the streams that its decision read. */
    Set<String> touched() {
        return touched;
    }

    Collection<Map.Entry<StreamId, Long>> conditions() {
        return append.conditions().entrySet();
    }

    NetClaims claims() {
        return claims;
    }

    List<Answer> answers() {
        return answers;
    }

    List<Secret> secrets() {
        return secrets;
    }

    List<DroppedSecret> droppedSecrets() {
        return droppedSecrets;
    }

    List<EncodedEvent> events() {
        return events;
    }

    private void sort(Effect effect) {
        switch (effect) {
            case Answer answer -> answers.add(answer);
            case Secret secret -> secrets.add(secret);
            case DroppedSecret dropped -> droppedSecrets.add(dropped);
        }
    }

    /** Encodes the events; an event gets its sequence here if the decision read its stream. */
    private static List<EncodedEvent> encoded(Append append, EventCodec codec) {
        Map<StreamId, Long> lengths = new HashMap<>(append.conditions());
        List<EncodedEvent> events = new ArrayList<>();
        for (NewEvent e : append.events()) {
            StreamId stream = e.event().stream();
            Long length = lengths.computeIfPresent(stream, (_, before) -> before + 1);
            events.add(
                    new EncodedEvent(
                            e.id(),
                            stream,
                            length == null ? null : length - 1,
                            EventType.of(e.event()),
                            codec.encode(e.event()),
                            codec.encode(e.metadata())));
        }
        return events;
    }

    private static String name(StreamId stream) {
        return "s " + stream.value();
    }

    private static String name(Claim claim) {
        return "c " + claim.storedNamespace() + " " + claim.key();
    }

    /** An event as it will be stored; without a sequence it is added at the end of its stream. */
    record EncodedEvent(
            UUID id,
            StreamId stream,
            @Nullable Long sequence,
            EventType type,
            byte[] payload,
            byte[] metadata) {}
}
