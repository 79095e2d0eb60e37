package com.scaiwave.admin.command.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.Check;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Outcome;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.caller.Scope;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/**
 * Takes a command from an endpoint to its answer: decides, appends once, and decides again from
 * fresh state when somebody else was faster. Whatever is answered, refusals included, stood in the
 * log at one moment.
 */
public final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String ANSWERS = "answers";
    private static final byte[] NO_KEY = {};

    private final CommandBus bus;
    private final KeptAggregates kept;
    private final Snapshots snapshots;
    private final EventLog log;
    private final Vault vault;
    private final AnswersProperties answers;

    /**
     * Who lost a race at a place of the API waits in line here instead of racing on, and who comes
     * while there is a line goes to its end: racing with its head would cost both of them a turn.
     */
    private final ReentrantLock[] lines =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    public Writes(CommandSide side, EventLog log, Vault vault, AnswersProperties answers) {
        this.bus = side.bus();
        this.kept = side.kept();
        this.snapshots = side.snapshots();
        this.log = log;
        this.vault = vault;
        this.answers = answers;
        bus.registerHandlerInterceptor((unitOfWork, chain) -> {
            Attempt<?> attempt = attempt(unitOfWork);
            unitOfWork.resources().put(Decision.KEY, attempt.decision());
            unitOfWork.onCommit(_ -> commit(attempt));
            Object result = chain.proceed();
            attempt.decision().decided(result);
            return result;
        });
    }

    /**
     * Sends a command, and answers with the resource after it.
     *
     * @param metadata what travels with its events
     * @param representation the resource as clients see it, from what the handler returned
     * @param location where a resource is that the command created, from its representation
     */
    public <R, V> ResponseEntity<byte[]> send(
            Call call,
            EventMetadata metadata,
            Object command,
            Function<R, V> representation,
            Function<V, String> location) {
        return decide(
                new Request(
                        call.requestId(),
                        call.operation().id(),
                        call.path() + " " + call.scope(),
                        keys(call)),
                metadata,
                command,
                cast(representation),
                location);
    }

    /** Sends a command of the system itself, such as those that a development run begins with. */
    public void run(EventMetadata metadata, Object command) {
        String name = command.getClass().getSimpleName();
        Request request = new Request("", name, name, Keys.NONE);
        decide(request, metadata, command, r -> r, _ -> "");
    }

    private <V> ResponseEntity<byte[]> decide(
            Request request,
            EventMetadata metadata,
            Object command,
            Function<Object, V> representation,
            Function<V, String> location) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        ReentrantLock line = lines[Math.floorMod(request.place().hashCode(), lines.length)];
        boolean inLine = line.isLocked() && queued(line, end);
        try {
            while (true) {
                Attempt<V> attempt =
                        new Attempt<>(
                                new Decision(metadata), request.keys(), representation, location);
                try {
                    return answer(request, command, attempt);
                } catch (Stale stale) {
                    kept.outgrown(stale.stream());
                    if (System.nanoTime() - end > 0) {
                        throw tooMany();
                    }
                    inLine = inLine || queued(line, end);
                }
            }
        } finally {
            if (inLine) {
                line.unlock();
            }
        }
    }

    /** Sends a command whose resource is represented as it is, and that creates none. */
    public ResponseEntity<byte[]> send(Call call, EventMetadata metadata, Object command) {
        return send(call, metadata, command, r -> r, _ -> call.path());
    }

    @SuppressWarnings("unchecked") // The handler of the command returns what its endpoint expects.
    private static <R, V> Function<Object, V> cast(Function<R, V> representation) {
        return (Function<Object, V>) representation;
    }

    private static boolean queued(ReentrantLock line, long end) {
        try {
            if (line.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw tooMany();
    }

    private static Refusal tooMany() {
        return new Refusal.Later(
                ErrorCode.SW_UNAVAILABLE, "Too many are writing to this at once.", 1);
    }

    private ResponseEntity<byte[]> answer(Request request, Object command, Attempt<?> attempt) {
        FutureCallback<Object, Object> result = new FutureCallback<>();
        bus.dispatch(
                GenericCommandMessage.asCommandMessage(command)
                        .andMetaData(Map.of(Decision.KEY, attempt)),
                result);
        CommandResultMessage<?> message = result.getResult();
        if (!message.isExceptional()) {
            logged(request, attempt);
            return attempt.response();
        }
        return switch (message.exceptionResult()) {
            case Refusal refusal -> refused(command, attempt, refusal);
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        };
    }

    /**
     * Runs when the unit of work commits: the one append, or the check that there is none to do.
     */
    private void commit(Attempt<?> attempt) {
        Decision decision = attempt.decision();
        Long last = null;
        if (decision.events().isEmpty()) {
            Outcome outcome =
                    log.check(
                            new Check(
                                    decision.conditions(),
                                    attempt.keys().request(),
                                    List.of(),
                                    decision.written().last()));
            if (!(outcome instanceof Outcome.Unchanged(Long position))) {
                settle(outcome, attempt);
                return;
            }
            decision.keep(kept, snapshots);
            last = position;
        }
        StoredAnswer answer = attempt.answer(last);
        if (decision.events().isEmpty() && !attempt.keys().given()) {
            attempt.respond(answer.response(null, false));
            return;
        }
        Outcome outcome =
                log.append(
                        new Append(
                                decision.conditions(),
                                decision.events(),
                                attempt.keys().given() ? sealed(attempt.keys(), answer) : null,
                                decision.secrets(),
                                decision.droppedSecrets()));
        if (outcome instanceof Outcome.Appended(Long first)) {
            Long position = first == null ? null : first + decision.events().size() - 1;
            decision.keep(kept, snapshots);
            attempt.respond(answer.response(position, false));
        } else {
            settle(outcome, attempt);
        }
    }

    private void settle(Outcome outcome, Attempt<?> attempt) {
        switch (outcome) {
            case Outcome.Conflict(StreamId stream) -> throw new Stale(stream);
            case Outcome.Taken(String scope) -> throw taken(scope);
            case Outcome.Answered known -> {
                if (!attempt.keys().isSameBody(known)) {
                    throw reused();
                }
                attempt.respond(replay(known));
            }
            case Outcome.AnswersFull() -> throw answersFull();
            case Outcome.Appended _, Outcome.Unchanged _ ->
                    throw new IllegalStateException("settled already");
        }
    }

    /** A refusal is checked as well, before it is told. */
    private ResponseEntity<byte[]> refused(Object command, Attempt<?> attempt, Refusal refusal) {
        boolean conflict = refusal.code().status() == 409;
        boolean late = conflict || refusal.code().status() == 412;
        List<Claim> claims =
                conflict && command instanceof Claiming claiming ? claiming.claims() : List.of();
        Outcome outcome =
                log.check(
                        new Check(
                                attempt.decision().conditions(),
                                attempt.keys().request(),
                                claims,
                                List.of()));
        return switch (outcome) {
            case Outcome.Conflict(StreamId stream) -> throw new Stale(stream);
            case Outcome.Answered known when attempt.keys().isSameBody(known) -> replay(known);
            case Outcome.Answered _ when late -> throw reused();
            case Outcome.Taken(String scope) -> throw taken(scope);
            case Outcome.Answered _,
                    Outcome.Appended _,
                    Outcome.Unchanged _,
                    Outcome.AnswersFull _ ->
                    throw refusal;
        };
    }

    private ResponseEntity<byte[]> replay(Outcome.Answered known) {
        byte[] answer =
                vault.openBytes(ANSWERS, known.sealed())
                        .orElseThrow(() -> new IllegalStateException("an answer does not open"));
        return StoredAnswer.parse(answer).response(known.position(), true);
    }

    private Answer sealed(Keys keys, StoredAnswer answer) {
        return new Answer(
                keys.request(),
                keys.body(),
                vault.sealBytes(ANSWERS, answer.bytes()),
                keys.owner(),
                answers.maxBytes().toBytes());
    }

    /**
     * An idempotency key counts within tenant, actor, method and path. Who acts for another
     * partner, or as another kind of actor, is another actor.
     */
    private Keys keys(Call call) {
        String key = call.idempotencyKey();
        if (key == null) {
            return Keys.NONE;
        }
        String tenant = call.scope() instanceof Scope.One(var t) ? t.id().value() : "";
        String scoped =
                String.join(
                        "\n",
                        tenant,
                        call.caller().subject(),
                        call.caller().type().name(),
                        String.valueOf(call.caller().partner()),
                        call.operation().id(),
                        new TreeMap<>(call.pathVariables()).toString(),
                        key);
        String body = call.body() == null ? "" : CanonicalJson.of(call.json());
        return new Keys(
                vault.mac("mac:requests", scoped.getBytes(UTF_8)),
                vault.mac("mac:bodies", body.getBytes(UTF_8)),
                tenant.isEmpty() ? owner(call) : tenant);
    }

    /** Whose share an answer takes that is no tenant's. */
    private static String owner(Call call) {
        PartnerId partner = call.caller().partner();
        return partner == null ? "actor:" + call.caller().subject() : partner.value();
    }

    private Refusal answersFull() {
        return new Refusal.Later(
                ErrorCode.SW_RATE_LIMIT_EXCEEDED,
                "Too many answers to requests with an idempotency key are kept.",
                answers.forgetEvery().toSeconds() + 1);
    }

    private static Refusal taken(String scope) {
        String kind = scope.replaceFirst(":.*", "");
        return switch (kind) {
            case "tenant-slug" ->
                    new Refusal(ErrorCode.SW_TENANT_SLUG_TAKEN, "The slug is another tenant's.");
            case "partner-slug" ->
                    new Refusal(ErrorCode.SW_PARTNER_SLUG_TAKEN, "The slug is another partner's.");
            case "local-id" ->
                    new Refusal(
                            ErrorCode.SW_PARTICIPANT_LOCAL_ID_TAKEN,
                            "The local id is another participant's.");
            default -> throw new IllegalStateException("nobody claims a " + kind + " here");
        };
    }

    private static Refusal reused() {
        return new Refusal(
                ErrorCode.SW_IDEMPOTENCY_KEY_REUSED,
                "The idempotency key was used with another body.");
    }

    private static Attempt<?> attempt(UnitOfWork<?> unitOfWork) {
        return (Attempt<?>)
                Objects.requireNonNull(unitOfWork.getMessage().getMetaData().get(Decision.KEY));
    }

    private static void logged(Request request, Attempt<?> attempt) {
        LOG.atInfo()
                .addKeyValue("request_id", request.id())
                .addKeyValue("operation", request.operation())
                .addKeyValue("events", attempt.decision().events().size())
                .log("accepted");
    }

    /** What is known of a request beyond its command. */
    private record Request(String id, String operation, String place, Keys keys) {}

    /** The MACs of a request with an idempotency key; empty without one. */
    private record Keys(byte[] request, byte[] body, String owner) {
        static final Keys NONE = new Keys(NO_KEY, NO_KEY, "");

        boolean given() {
            return request.length > 0;
        }

        boolean isSameBody(Outcome.Answered known) {
            return Arrays.equals(body, known.body());
        }
    }

    /** One try at a command, and what is to be answered if it succeeds. */
    private static final class Attempt<V> {
        private final Decision decision;
        private final Keys keys;
        private final Function<Object, V> representation;
        private final Function<V, String> location;
        private @Nullable ResponseEntity<byte[]> response;

        Attempt(
                Decision decision,
                Keys keys,
                Function<Object, V> representation,
                Function<V, String> location) {
            this.decision = decision;
            this.keys = keys;
            this.representation = representation;
            this.location = location;
        }

        Decision decision() {
            return decision;
        }

        Keys keys() {
            return keys;
        }

        StoredAnswer answer(@Nullable Long lastPosition) {
            Written<?> written = decision.written();
            V resource = representation.apply(written.resource());
            return new StoredAnswer(
                    written.created() ? 201 : 200,
                    written.created() ? location.apply(resource) : null,
                    ApiJson.mapper().writeValueAsString(resource),
                    !decision.events().isEmpty(),
                    written.version(),
                    lastPosition,
                    decision.eventIds());
        }

        void respond(ResponseEntity<byte[]> value) {
            response = value;
        }

        ResponseEntity<byte[]> response() {
            if (response == null) {
                throw new IllegalStateException("the unit of work did not commit");
            }
            return response;
        }
    }
}
