package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import com.scaiwave.admin.query.projection.ReadModel.GenerationGone;
import com.scaiwave.admin.query.projection.ReadModel.Held;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Brings generations of projections forward, a batch at a time: the rows and tokens of all of them
 * in one transaction, which does not wait for the disk, since the log can always say it again.
 * Whichever process holds a token's row projects; the others find it moved.
 */
final class Projector {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final int BATCH = 500;

    private final ReadModel model;

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
     * The same for several at once.
     *
     * @return of those whose token nobody else held for long
     * @throws Unhandled when one of them fails, and so none of them has moved
     */
    Map<Projection, Step> together(
            Map<Projection, Generation> members,
            LogName log,
            Patience patience,
            BiFunction<Token, Integer, List<Recorded>> read) {
        return Objects.requireNonNull(
                model.transaction().execute(_ -> project(members, log, patience, BATCH, read)));
    }

    private Map<Projection, Step> project(
            Map<Projection, Generation> members,
            LogName log,
            Patience patience,
            int limit,
            BiFunction<Token, Integer, List<Recorded>> read) {
        Map<Projection, Step> steps = new LinkedHashMap<>();
        Map<Generation, Token> moved = new LinkedHashMap<>();
        Map<Generation, Held> held = model.hold(members.values(), log, patience);
        members.forEach((projection, generation) -> {
            Held at = held.get(generation);
            if (at == null) {
                return;
            }
            List<Recorded> events = read.apply(at.token(), limit);
            if (events.isEmpty()) {
                steps.put(projection, new Step(at.token(), false, Duration.ZERO));
                return;
            }
            long begun = System.nanoTime();
            project(projection, generation, without(events, at.parked()));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Token now = LogTail.tokenOf(events.getLast());
            moved.put(generation, now);
            steps.put(projection, new Step(now, events.size() == limit, took));
        });
        model.advance(moved, log);
        return steps;
    }

    private void project(Projection projection, Generation generation, List<Recorded> events) {
        try {
            projection.project(in(generation), events);
        } catch (RuntimeException e) {
            throw new Unhandled(projection, e);
        }
    }

    JdbcClient in(Generation generation) {
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
                Step step =
                        only(
                                Objects.requireNonNull(
                                        model.transaction()
                                                .execute(_ ->
                                                        project(
                                                                alone,
                                                                log,
                                                                Patience.ENDLESS,
                                                                1,
                                                                noting))));
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
                model.transaction()
                        .executeWithoutResult(
                                _ -> model.park(generation, log, page.after(), event, e.reason()));
                LOG.atError()
                        .addKeyValue("projection", generation.projection())
                        .addKeyValue("tenant", tenant.value())
                        .addKeyValue("position", event.position())
                        .setCause(e.reason())
                        .log("tenant parked");
                return new Step(LogTail.tokenOf(event), true, Duration.ZERO);
            }
        }
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

    private record Page(Token after, List<Recorded> events) {}
}
