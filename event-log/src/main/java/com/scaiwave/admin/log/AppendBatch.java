package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.EventType;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.Append.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The appends of one transaction, as arguments of the log's function. None of them writes what
 * another one reads or writes.
 */
final class AppendBatch {
    private static final int MOST_APPENDS = 256;
    private static final int MOST_BYTES = 4 << 20;

    private final List<Encoded> appends = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private int bytes;

    /** Whether an append can go along with those that are here already; if so, it does. */
    boolean add(Encoded append) {
        boolean full =
                appends.size() >= MOST_APPENDS
                        || (!appends.isEmpty() && bytes + append.bytes() > MOST_BYTES);
        if (full || append.touched().stream().anyMatch(written::contains)) {
            return false;
        }
        appends.add(append);
        written.addAll(append.written());
        bytes += append.bytes();
        return true;
    }

    List<Encoded> appends() {
        return appends;
    }

    /** The arguments of the function, but for the first one. */
    List<Object> arguments() {
        List<Object> arguments = new ArrayList<>();
        arguments.add(owners(e -> e.append.conditions().size()));
        arguments.add(texts(e -> e.append.conditions().keySet().stream().map(StreamId::value)));
        arguments.add(
                appends.stream()
                        .flatMap(e -> e.append.conditions().values().stream())
                        .toArray(Long[]::new));
        addClaims(arguments, Encoded::claims);
        addClaims(arguments, Encoded::releases);
        arguments.add(owners(e -> e.append.answer() == null ? 0 : 1));
        arguments.add(answers(Answer::key));
        arguments.add(answers(Answer::body));
        arguments.add(answers(Answer::sealed));
        arguments.add(owners(e -> e.append.secrets().size()));
        arguments.add(texts(e -> e.append.secrets().stream().map(Secret::id)));
        arguments.add(bytes(e -> e.append.secrets().stream().map(Secret::sealed)));
        arguments.add(owners(e -> e.append.droppedSecrets().size()));
        arguments.add(texts(e -> e.append.droppedSecrets().stream()));
        arguments.add(owners(e -> e.append.events().size()));
        arguments.add(
                appends.stream()
                        .flatMap(e -> e.append.events().stream().map(NewEvent::id))
                        .toArray(UUID[]::new));
        arguments.add(texts(e -> e.append.events().stream().map(n -> n.event().stream().value())));
        arguments.add(
                appends.stream().flatMap(e -> Arrays.stream(e.sequences)).toArray(Long[]::new));
        arguments.add(texts(e -> e.types.stream().map(EventType::name)));
        arguments.add(
                appends.stream()
                        .flatMapToInt(e -> e.types.stream().mapToInt(EventType::revision))
                        .toArray());
        arguments.add(bytes(e -> Arrays.stream(e.payloads)));
        arguments.add(bytes(e -> Arrays.stream(e.metadata)));
        return arguments;
    }

    private void addClaims(List<Object> arguments, Function<Encoded, List<Claim>> claims) {
        arguments.add(owners(e -> claims.apply(e).size()));
        arguments.add(texts(e -> claims.apply(e).stream().map(Claim::storedScope)));
        arguments.add(texts(e -> claims.apply(e).stream().map(Claim::key)));
        arguments.add(texts(e -> claims.apply(e).stream().map(Claim::owner)));
    }

    private byte[][] answers(Function<Answer, byte[]> part) {
        return bytes(e -> Stream.ofNullable(e.append.answer()).map(part));
    }

    /** The number of its command for each of its things. */
    private int[] owners(ToIntFunction<Encoded> count) {
        int[] owners = new int[appends.stream().mapToInt(count).sum()];
        int next = 0;
        for (int command = 0; command < appends.size(); command++) {
            int end = next + count.applyAsInt(appends.get(command));
            Arrays.fill(owners, next, end, command);
            next = end;
        }
        return owners;
    }

    private String[] texts(Function<Encoded, Stream<String>> of) {
        return appends.stream().flatMap(of).toArray(String[]::new);
    }

    private byte[][] bytes(Function<Encoded, Stream<byte[]>> of) {
        return appends.stream().flatMap(of).toArray(byte[][]::new);
    }

    /** One append, with its events as the bytes that will be stored. */
    static final class Encoded {
        private final Append append;
        private final List<Claim> claims;
        private final List<Claim> releases;
        private final List<EventType> types;
        private final @Nullable Long[] sequences;
        private final byte[][] payloads;
        private final byte[][] metadata;

        Encoded(Append append, EventCodec codec) {
            List<NewEvent> events = append.events();
            this.append = append;
            this.claims = append.claims();
            this.releases = append.releases();
            this.types = events.stream().map(e -> EventType.of(e.event())).toList();
            this.sequences = sequences(append);
            this.payloads =
                    events.stream().map(e -> codec.encode(e.event())).toArray(byte[][]::new);
            this.metadata =
                    events.stream().map(e -> codec.encode(e.metadata())).toArray(byte[][]::new);
        }

        Append append() {
            return append;
        }

        private List<Claim> claims() {
            return claims;
        }

        private List<Claim> releases() {
            return releases;
        }

        /** Where its events stand in their streams, as far as the decision read those. */
        private static @Nullable Long[] sequences(Append append) {
            Map<StreamId, Long> next = new HashMap<>(append.conditions());
            return append.events().stream()
                    .map(e ->
                            next.computeIfPresent(
                                    e.event().stream(), (_, sequence) -> sequence + 1))
                    .map(sequence -> sequence == null ? null : sequence - 1)
                    .toArray(Long[]::new);
        }

        private int bytes() {
            return Arrays.stream(payloads).mapToInt(p -> p.length).sum();
        }

        /** Names of all that it changes: streams, claims, the record of its request. */
        private Set<String> written() {
            Set<String> names = new HashSet<>();
            append.events().forEach(e -> names.add("s " + e.event().stream().value()));
            claims.forEach(c -> names.add("c " + c.storedScope() + " " + c.key()));
            releases.forEach(c -> names.add("c " + c.storedScope() + " " + c.key()));
            Answer answer = append.answer();
            if (answer != null) {
                names.add("a " + Arrays.toString(answer.key()));
            }
            return names;
        }

        /** The same, and the names of all that it was decided on. */
        private Set<String> touched() {
            Set<String> names = written();
            append.conditions().keySet().forEach(s -> names.add("s " + s.value()));
            return names;
        }
    }
}
