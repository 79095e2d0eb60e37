package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.command.deciding.Idempotency.RequestKey;
import com.scaiwave.admin.command.deciding.Turns.Turn;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.springframework.http.ResponseEntity;

/**
 * Takes a command from an endpoint to its answer, and retries it from fresh state after a conflict.
 * Every answer, refusals included, was true of the log at one position.
 */
public final class Commands {

    private final CommandBus bus;
    private final AggregateCache cache;
    private final Idempotency idempotency;
    private final OneAppend append;
    private final Turns turns = new Turns();

    Commands(CommandBus bus, AggregateCache cache, Idempotency idempotency, OneAppend append) {
        this.bus = bus;
        this.cache = cache;
        this.idempotency = idempotency;
        this.append = append;
    }

    /** Sends a command that creates nothing. */
    public <S> ResponseEntity<byte[]> send(
            Call call, EventMetadata metadata, Object command, Function<S, ?> resource) {
        return send(call, metadata, command, resource, _ -> call.path());
    }

    /**
     * Sends a command, and answers with the resource after it.
     *
     * @param metadata what travels with its events
     * @param resource as clients see it, from the state that was decided
     * @param location of a resource that the command created, from the same
     */
    public <S> ResponseEntity<byte[]> send(
            Call call,
            EventMetadata metadata,
            Object command,
            Function<S, ?> resource,
            Function<S, String> location) {
        RequestKey key = idempotency.key(call);
        Attempt attempt =
                send(
                        call.path() + " " + call.tenants(),
                        command,
                        () -> new Attempt(metadata, key, resource, location));
        return attempt.response();
    }

    /** Sends a command of the system itself, such as those that a development run begins with. */
    public void run(EventMetadata metadata, Object command) {
        send(
                command.getClass().getSimpleName(),
                command,
                () -> new Attempt(metadata, RequestKey.NONE, _ -> "", _ -> ""));
    }

    private Attempt send(String place, Object command, Supplier<Attempt> attempts) {
        try (Turn turn = turns.begin(place)) {
            while (true) {
                Attempt attempt = attempts.get();
                try {
                    decide(command, attempt);
                    return attempt;
                } catch (Stale stale) {
                    cache.outgrown(stale.stream());
                    turn.again();
                }
            }
        }
    }

    /** A refusal by the handler is checked against the log; one by the log or the bus is final. */
    private void decide(Object command, Attempt attempt) {
        try {
            dispatch(command, attempt);
        } catch (Refusal refusal) {
            if (!attempt.isRefused()) {
                throw refusal;
            }
            append.refused(command, attempt, refusal);
        }
    }

    /** Handles a command in a unit of work of its own; throws what handling or commit threw. */
    private void dispatch(Object command, Attempt attempt) {
        FutureCallback<Object, Object> result = new FutureCallback<>();
        bus.dispatch(
                GenericCommandMessage.asCommandMessage(command)
                        .andMetaData(Map.of(Attempt.KEY, attempt)),
                result);
        CommandResultMessage<?> message = result.getResult();
        if (message.isExceptional()) {
            throw message.exceptionResult() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException(message.exceptionResult());
        }
    }
}
