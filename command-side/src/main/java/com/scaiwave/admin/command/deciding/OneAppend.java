package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.Effect;
import com.scaiwave.admin.log.Check;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Outcome;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Commits an attempt: one append of its events, or, if it has none, the check that its conditions
 * still hold, and then the append of its answer if there is a key. The log's outcome becomes the
 * answer, a {@link Refusal}, or {@link Stale}.
 */
final class OneAppend implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final EventLog log;
    private final AggregateCache cache;
    private final Snapshots snapshots;
    private final Idempotency idempotency;

    OneAppend(EventLog log, AggregateCache cache, Snapshots snapshots, Idempotency idempotency) {
        this.log = log;
        this.cache = cache;
        this.snapshots = snapshots;
        this.idempotency = idempotency;
    }

    /** Has an attempt committed as the last step of its unit of work, and notes what it decides. */
    @Override
    public @Nullable Object handle(
            UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        Attempt attempt = Attempt.current();
        unitOfWork.onCommit(_ -> commit(attempt));
        try {
            Object result = chain.proceed();
            attempt.decided(result);
            return result;
        } catch (Refusal refusal) {
            attempt.refused();
            throw refusal;
        }
    }

    private void commit(Attempt attempt) {
        if (!attempt.events().isEmpty()) {
            append(attempt, attempt.answer(null));
            return;
        }
        Outcome outcome = check(attempt, List.of());
        if (outcome instanceof Outcome.Unchanged(Long position)) {
            cache(attempt);
            StoredAnswer answer = attempt.answer(position);
            if (attempt.key().isGiven()) {
                append(attempt, answer);
            } else {
                attempt.respond(answer.response(null, false));
            }
        } else {
            settle(outcome, attempt);
        }
    }

    private void append(Attempt attempt, StoredAnswer answer) {
        List<Effect> effects = new ArrayList<>(attempt.effects());
        if (attempt.key().isGiven()) {
            effects.add(idempotency.sealed(attempt.key(), answer));
        }
        Outcome outcome = log.append(new Append(attempt.conditions(), attempt.events(), effects));
        if (outcome instanceof Outcome.Appended(Long first)) {
            cache(attempt);
            Long last = first == null ? null : first + attempt.events().size() - 1;
            attempt.respond(answer.response(last, false));
        } else {
            settle(outcome, attempt);
        }
    }

    private void settle(Outcome outcome, Attempt attempt) {
        switch (outcome) {
            case Outcome.Conflict(StreamId stream) -> throw new Stale(stream);
            case Outcome.Taken(String namespace) -> throw taken(Claim.namespaceOf(namespace));
            case Outcome.Answered known ->
                    attempt.respond(idempotency.replay(attempt.key(), known));
            case Outcome.AnswersFull() -> throw idempotency.full();
            case Outcome.Appended _, Outcome.Unchanged _ ->
                    throw new IllegalStateException("settled already");
        }
    }

    /**
     * Checks the conditions of a handler's refusal before that is answered. The first answer to the
     * same request wins over any refusal. A key that was used with another body (422) wins over a
     * 409 or 412 only: in the contract's order of checks, 400, 403 and 404 come before the key, 412
     * and 409 after it. A name that is taken wins over any other 409.
     */
    void refused(Object command, Attempt attempt, Refusal refusal) {
        boolean conflict = refusal.code().status() == 409;
        boolean late = conflict || refusal.code().status() == 412;
        List<Claim> claims =
                conflict && command instanceof Claiming claiming ? claiming.claims() : List.of();
        Outcome outcome = check(attempt, claims);
        if (outcome instanceof Outcome.Unchanged
                || (outcome instanceof Outcome.Answered known
                        && !late
                        && !attempt.key().isFor(known))) {
            throw refusal;
        }
        settle(outcome, attempt);
    }

    private Outcome check(Attempt attempt, List<Claim> claims) {
        return log.check(
                new Check(
                        attempt.conditions(),
                        attempt.key().request(),
                        claims,
                        attempt.isRefused() ? List.of() : attempt.decided().last()));
    }

    /** Caches what the attempt stood on, with what it recorded, now that the log has agreed. */
    private void cache(Attempt attempt) {
        attempt.forEachState((stream, entry) -> {
            cache.put(stream, entry);
            if (entry.state() != null && attempt.isSnapshotDue(stream, entry.events())) {
                snapshots.store(stream, entry.events(), entry.state());
            }
        });
    }

    private static Refusal taken(Claim.Namespace namespace) {
        return switch (namespace) {
            case TENANT_SLUG ->
                    new Refusal(ErrorCode.SW_TENANT_SLUG_TAKEN, "The slug is another tenant's.");
            case PARTNER_SLUG ->
                    new Refusal(ErrorCode.SW_PARTNER_SLUG_TAKEN, "The slug is another partner's.");
            case LOCAL_ID ->
                    new Refusal(
                            ErrorCode.SW_PARTICIPANT_LOCAL_ID_TAKEN,
                            "The local id is another participant's.");
            case PLATFORM_EVENT ->
                    throw new IllegalStateException("no command claims an event of the platform");
        };
    }
}
