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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The appends of one transaction, as arguments of the log's function. No append reads or writes
 * what an earlier one in the batch writes.
 */
final class AppendBatch {
    private static final int MOST_APPENDS = 256;
    private static final int MOST_BYTES = 4 << 20;

    private final List<Encoded> appends = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private int bytes;

    /** Adds an append; returns false if the batch is full, or writes what the append touches. */
    boolean add(Encoded append) {
        boolean full =
                appends.size() >= MOST_APPENDS
                        || (!appends.isEmpty() && bytes + append.bytes > MOST_BYTES);
        if (full || !Collections.disjoint(written, append.touched)) {
            return false;
        }
        appends.add(append);
        written.addAll(append.written);
        bytes += append.bytes;
        return true;
    }

    /** The arguments of the function, without the first one. */
    List<Object> arguments() {
        List<Object> arguments = new ArrayList<>();
        arguments.add(owners(Encoded::conditions));
        arguments.add(each(String[]::new, Encoded::conditions, c -> c.getKey().value()));
        arguments.add(each(Long[]::new, Encoded::conditions, Map.Entry::getValue));
        addClaims(arguments, Encoded::claims);
        arguments.add(each(Boolean[]::new, Encoded::claims, NamedClaim::lasting));
        addClaims(arguments, Encoded::releases);
        arguments.add(owners(e -> e.answers));
        arguments.add(each(byte[][]::new, e -> e.answers, Answer::key));
        arguments.add(each(byte[][]::new, e -> e.answers, Answer::body));
        arguments.add(each(byte[][]::new, e -> e.answers, Answer::sealed));
        arguments.add(each(String[]::new, e -> e.answers, Answer::owner));
        arguments.add(each(Long[]::new, e -> e.answers, Answer::limit));
        arguments.add(owners(e -> e.secrets));
        arguments.add(each(String[]::new, e -> e.secrets, Secret::id));
        arguments.add(each(byte[][]::new, e -> e.secrets, Secret::sealed));
        arguments.add(owners(e -> e.droppedSecrets));
        arguments.add(each(String[]::new, e -> e.droppedSecrets, DroppedSecret::id));
        arguments.add(owners(e -> e.events));
        arguments.add(each(UUID[]::new, e -> e.events, EncodedEvent::id));
        arguments.add(each(String[]::new, e -> e.events, n -> n.stream().value()));
        arguments.add(each(Long[]::new, e -> e.events, EncodedEvent::sequence));
        arguments.add(each(String[]::new, e -> e.events, n -> n.type().name()));
        arguments.add(each(Integer[]::new, e -> e.events, n -> n.type().revision()));
        arguments.add(each(byte[][]::new, e -> e.events, EncodedEvent::payload));
        arguments.add(each(byte[][]::new, e -> e.events, EncodedEvent::metadata));
        return arguments;
    }

    private void addClaims(List<Object> arguments, Function<Encoded, List<NamedClaim>> claims) {
        arguments.add(owners(claims));
        arguments.add(each(String[]::new, claims, c -> c.claim.storedScope()));
        arguments.add(each(String[]::new, claims, c -> c.claim.key()));
        arguments.add(each(String[]::new, claims, c -> c.claim.owner()));
    }

    /** An array argument: one part of every item of every append. */
    private <S, T extends @Nullable Object> T[] each(
            IntFunction<T[]> array,
            Function<Encoded, ? extends Collection<S>> things,
            Function<S, T> part) {
        List<T> parts = new ArrayList<>();
        for (Encoded append : appends) {
            for (S thing : things.apply(append)) {
                parts.add(part.apply(thing));
            }
        }
        return parts.toArray(array);
    }

    /** For every item, the number of the append that it belongs to. */
    private int[] owners(Function<Encoded, ? extends Collection<?>> things) {
        int[] owners = new int[appends.stream().mapToInt(e -> things.apply(e).size()).sum()];
        int next = 0;
        for (int command = 0; command < appends.size(); command++) {
            int end = next + things.apply(appends.get(command)).size();
            Arrays.fill(owners, next, end, command);
            next = end;
        }
        return owners;
    }

    /** An append, with its events encoded as the bytes that will be stored. */
    static final class Encoded {
        private final Append append;
        private final NetClaims claims;
        private final List<EncodedEvent> events;
        private final List<Answer> answers = new ArrayList<>();
        private final List<Secret> secrets = new ArrayList<>();
        private final List<DroppedSecret> droppedSecrets = new ArrayList<>();
        private final int bytes;

        /** The names of what it writes: streams, claims and its stored answer. */
        private final Set<String> written = new HashSet<>();

        /** The names of what it writes, and of the streams that its decision read. */
        private final Set<String> touched;

        Encoded(Append append, EventCodec codec) {
            this.append = append;
            this.claims = append.netClaims();
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

        /** The size of its events and answers in bytes, which it takes in memory while it waits. */
        int bytes() {
            return bytes;
        }

        private List<NamedClaim> claims() {
            return Stream.concat(
                            claims.lasting().stream().map(c -> new NamedClaim(c, true)),
                            claims.passing().stream().map(c -> new NamedClaim(c, false)))
                    .toList();
        }

        private List<NamedClaim> releases() {
            return claims.releases().stream().map(c -> new NamedClaim(c, false)).toList();
        }

        private Collection<Map.Entry<StreamId, Long>> conditions() {
            return append.conditions().entrySet();
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
            return "c " + claim.storedScope() + " " + claim.key();
        }
    }

    /** A claim, and whether it lasts beyond the append. */
    private record NamedClaim(Claim claim, boolean lasting) {}

    /** An event as it will be stored; without a sequence it is added at the end of its stream. */
    private record EncodedEvent(
            UUID id,
            StreamId stream,
            @Nullable Long sequence,
            EventType type,
            byte[] payload,
            byte[] metadata) {}
}
