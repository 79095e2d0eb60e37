package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import com.scaiwave.admin.query.projection.ReadModel.GenerationGone;
import com.scaiwave.admin.query.projection.ReadModel.Held;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Brings generations of projections forward, a batch at a time: the rows and tokens of all of them
 * in one transaction, which does not wait for the disk, since the log can always say it again.
 * Whichever process holds a token's row projects; the others find it moved.
 */
final class Projector {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final int BATCH = 500;

    /** A batch that takes longer holds others up. */
    static final Duration SLOW = Duration.ofMillis(500);

    private final ReadModel model;
    private final Map<Generation, Known> known = new ConcurrentHashMap<>();

    /** Whether the last batch of several took so long that it is to be seen whose rows they are. */
    private volatile boolean slow;

    Projector(ReadModel model) {
        this.model = model;
    }

    /**
     * Projects the next batch of a log into one generation. A tenant with an event that the
     * projection can't handle is parked there, and the others go on.
     *
     * @param read gives the events after a token, at most so many
     * @return how far the generation is then, and whether there may be more
     */
    Step step(
            Projection projection,
            Generation generation,
            LogName log,
            BiFunction<Token, Integer, List<Recorded>> read) {
        Map<Projection, Generation> alone = Map.of(projection, generation);
        try {
            return only(together(alone, log, Patience.ENDLESS, read));
        } catch (Unhandled e) {
            if (isItsOwn(e.reason())) {
                return oneByOne(alone, log, read);
            }
            throw e.reason();
        }
    }

    /**
     * The same for several at once. Their rows are sent together; where that fails, and after it
     * took long, each sends its own, to find out which of them it is.
     *
     * @return of those whose token nobody else held for long
     * @throws Unhandled when one of them fails, and so none of them has moved
     */
    Map<Projection, Step> together(
            Map<Projection, Generation> members,
            LogName log,
            Patience patience,
            BiFunction<Token, Integer, List<Recorded>> read) {
        boolean nested = TransactionSynchronizationManager.isActualTransactionActive();
        if (slow || nested) {
            return new Batch(members, log, patience, BATCH, read, true).run();
        }
        try {
            return new Batch(members, log, patience, BATCH, read, false).run();
        } catch (NotSent e) {
            Map<Projection, Step> steps =
                    new Batch(members, log, patience, BATCH, read, true).run();
            LOG.atWarn().setCause(e).log("what could not be stored together, could be apart");
            return steps;
        }
    }

    /** Projects events into a generation, and sends all that comes of them. */
    void project(Projection projection, Generation generation, List<Recorded> events) {
        Writes writes = new Writes(model.sql());
        projection.project(new Tables(in(generation), writes, new KnownViews()), events);
        writes.send();
    }

    private InSchema in(Generation generation) {
        return new InSchema(model.sql(), generation.schema());
    }

    /** Up to the first event that can't be handled, whose tenant is parked. */
    private Step oneByOne(
            Map<Projection, Generation> alone,
            LogName log,
            BiFunction<Token, Integer, List<Recorded>> read) {
        AtomicReference<Page> last = new AtomicReference<>(new Page(Token.START, List.of()));
        BiFunction<Token, Integer, List<Recorded>> noting =
                (token, limit) -> {
                    List<Recorded> events = read.apply(token, limit);
                    last.set(new Page(token, events));
                    return events;
                };
        while (true) {
            try {
                Step step = only(new Batch(alone, log, Patience.ENDLESS, 1, noting, true).run());
                if (!step.more()) {
                    return step;
                }
            } catch (Unhandled e) {
                Page page = last.get();
                Recorded event = page.events().getFirst();
                TenantId tenant = event.metadata().tenant();
                if (tenant == null || !isItsOwn(e.reason())) {
                    // It is of all of them, or does not lie in the event.
                    throw e.reason();
                }
                Generation generation = alone.values().iterator().next();
                return park(generation, log, page.after(), event, tenant, e.reason());
            }
        }
    }

    /** Unless another process, which may handle the event, has gone past it or parked as well. */
    private Step park(
            Generation generation,
            LogName log,
            Token before,
            Recorded event,
            TenantId tenant,
            RuntimeException reason) {
        Step step =
                Objects.requireNonNull(
                        model.transaction()
                                .execute(_ -> {
                                    Held held =
                                            Objects.requireNonNull(
                                                    model.hold(
                                                                    List.of(generation),
                                                                    log,
                                                                    Patience.ENDLESS)
                                                            .get(generation));
                                    boolean stands = held.token().equals(before);
                                    if (stands && !held.parked().contains(tenant.value())) {
                                        model.park(generation, log, before, event, reason);
                                    }
                                    return new Step(held.token(), true, Duration.ZERO);
                                }));
        LOG.atError()
                .addKeyValue("projection", generation.projection())
                .addKeyValue("tenant", tenant.value())
                .addKeyValue("position", event.position())
                .setCause(reason)
                .log("an event can't be handled");
        return step;
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Step only(Map<Projection, Step> steps) {
        return steps.values().iterator().next();
    }

    private static List<Recorded> without(List<Recorded> events, Set<String> parked) {
        return parked.isEmpty()
                ? events
                : events.stream().filter(e -> !isOf(e.metadata().tenant(), parked)).toList();
    }

    private static boolean isOf(@Nullable TenantId tenant, Set<String> parked) {
        return tenant != null && parked.contains(tenant.value());
    }

    /** Whether what went wrong lies in the projection, and not in what it needs. */
    static boolean isItsOwn(RuntimeException e) {
        return switch (e) {
            case DataIntegrityViolationException _ -> true;
            case LogForked _, LogUnavailable _, GenerationGone _ -> false;
            case DataAccessException _, TransactionException _ -> false;
            default -> true;
        };
    }

    /** One transaction: holds the tokens, has the projections say what they write, sends that. */
    private final class Batch {
        private final Map<Projection, Generation> members;
        private final LogName log;
        private final Patience patience;
        private final int limit;
        private final BiFunction<Token, Integer, List<Recorded>> read;
        private final boolean apart;
        private final Writes writes = new Writes(model.sql());
        private final Map<Token, List<Recorded>> pages = new HashMap<>();
        private final Map<Projection, Step> steps = new LinkedHashMap<>();
        private final Map<Generation, Token> moved = new LinkedHashMap<>();
        private final Map<Generation, Known> before = new HashMap<>();
        private final Map<Generation, Known> after = new HashMap<>();

        /**
         * Not yet begun.
         *
         * @param limit how many events at most
         * @param apart whether each projection sends its own rows
         */
        Batch(
                Map<Projection, Generation> members,
                LogName log,
                Patience patience,
                int limit,
                BiFunction<Token, Integer, List<Recorded>> read,
                boolean apart) {
            this.members = members;
            this.log = log;
            this.patience = patience;
            this.limit = limit;
            this.read = read;
            this.apart = apart;
        }

        Map<Projection, Step> run() {
            // What is known changes with the batch, and is known only once all of that is stored.
            members.values().forEach(this::forget);
            model.transaction().executeWithoutResult(this::run);
            known.putAll(after);
            return steps;
        }

        private void forget(Generation generation) {
            Known last = known.remove(generation);
            if (last != null) {
                before.put(generation, last);
            }
        }

        private void run(TransactionStatus status) {
            Map<Generation, Held> held = model.hold(members.values(), log, patience);
            long begun = System.nanoTime();
            members.forEach((projection, generation) -> {
                Held at = held.get(generation);
                if (at != null) {
                    run(projection, generation, at);
                }
            });
            if (!moved.isEmpty()) {
                model.advance(moved, log, writes);
                if (status.isNewTransaction()) {
                    writes.commit();
                }
                send();
            }
            if (members.size() > 1) {
                slow = since(begun).compareTo(SLOW) > 0;
            }
        }

        private void run(Projection projection, Generation generation, Held at) {
            List<Recorded> events = pages.computeIfAbsent(at.token(), t -> read.apply(t, limit));
            long begun = System.nanoTime();
            Token token = at.token();
            KnownViews views = views(generation, at);
            if (!events.isEmpty()) {
                Tables tables = new Tables(in(generation), writes, views);
                project(projection, tables, without(events, at.parked()));
                token = LogTail.tokenOf(events.getLast());
                moved.put(generation, token);
            }
            steps.put(projection, new Step(token, EventLog.isFull(events, limit), since(begun)));
            if (at.parked().isEmpty()) {
                // Who is parked may be resumed, which changes views and not the token.
                after.put(generation, new Known(token, views));
            }
        }

        /** As they are known, if it was here that they were brought to where they are. */
        private KnownViews views(Generation generation, Held at) {
            Known last = before.get(generation);
            return last != null && at.parked().isEmpty() && last.token().equals(at.token())
                    ? last.views()
                    : new KnownViews();
        }

        private void project(Projection projection, Tables tables, List<Recorded> events) {
            try {
                projection.project(tables, events);
                if (apart) {
                    writes.send();
                }
            } catch (RuntimeException e) {
                throw new Unhandled(projection, e);
            }
        }

        private void send() {
            try {
                writes.send();
            } catch (RuntimeException e) {
                throw apart ? e : new NotSent(e);
            }
        }
    }

    /**
     * Where a generation is after a batch.
     *
     * @param more whether the batch was full
     * @param took how long its rows took
     */
    record Step(Token token, boolean more, Duration took) {}

    /** How long to wait for a lock that others hold. */
    enum Patience {
        /** Not at all: what is held is left out. */
        NONE("skip locked"),
        /** So long as a batch takes that is no trouble. */
        SOME(""),
        ENDLESS("");

        private final String clause;

        Patience(String clause) {
            this.clause = clause;
        }

        String clause() {
            return clause;
        }

        /** As {@code lock_timeout} takes it, where 0 is endless. */
        String timeout() {
            return this == ENDLESS ? "0" : "500ms";
        }
    }

    /** A projection failed in a batch. */
    static final class Unhandled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Projection projection;
        private final RuntimeException reason;

        Unhandled(Projection projection, RuntimeException reason) {
            super(projection.name(), reason);
            this.projection = projection;
            this.reason = reason;
        }

        Projection projection() {
            return projection;
        }

        RuntimeException reason() {
            return reason;
        }
    }

    /** What was said together could not be stored, whoever said it. */
    private static final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSent(RuntimeException reason) {
            super(reason);
        }
    }

    private record Page(Token after, List<Recorded> events) {}

    /** What a generation holds at a token, as far as it is known. */
    private record Known(Token token, KnownViews views) {}
}
