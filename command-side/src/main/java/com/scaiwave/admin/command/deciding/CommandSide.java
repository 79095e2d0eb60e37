package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * Axon as we want it, each part on purpose: no transaction around a command (its one append is
 * one), no locks on aggregates (its conditions are checked by the log), our log as storage.
 */
public final class CommandSide {
    private final CommandBus bus =
            AsynchronousCommandBus.builder()
                    .executor(new CommandThreads())
                    .transactionManager(NoTransactionManager.INSTANCE)
                    .build();
    private final AggregateCache cache = new AggregateCache();
    private final Snapshots snapshots;
    private final EmbeddedEventStore store;
    private final ParameterResolverFactory parameters;

    public CommandSide(EventLog log) {
        this.snapshots = new Snapshots(log);
        log.onRestart(cache::evictAll);
        this.store =
                EmbeddedEventStore.builder()
                        .storageEngine(new LogStorageEngine(log, cache, snapshots))
                        .build();
        Recorder recorder = AggregateLifecycle::apply;
        this.parameters =
                MultiParameterResolverFactory.ordered(
                        ClasspathParameterResolverFactory.forClass(CommandSide.class),
                        new SimpleResourceParameterResolverFactory(List.of(recorder)));
    }

    /** Where commands are dispatched, for interceptors. */
    public CommandBus bus() {
        return bus;
    }

    AggregateCache cache() {
        return cache;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** Has an aggregate handle its own commands, and rules across aggregates load it. */
    public <T, S extends AggregateState> Aggregates<S> handle(
            Class<T> type, Supplier<T> empty, Function<T, S> state) {
        AggregateRepository<T, S> repository = repository(type, empty, state);
        AggregateAnnotationCommandHandler.<T>builder()
                .aggregateType(type)
                .repository(repository)
                .parameterResolverFactory(parameters)
                .build()
                .subscribe(bus);
        return repository;
    }

    /** Has rules across aggregates load an aggregate that has no commands of its own. */
    public <T, S extends AggregateState> Aggregates<S> aggregates(
            Class<T> type, Supplier<T> empty, Function<T, S> state) {
        return repository(type, empty, state);
    }

    /** Has a rule across aggregates handle its commands. */
    public void handle(Object handler) {
        new AnnotationCommandHandlerAdapter<>(handler, parameters).subscribe(bus);
    }

    /** Has each attempt at a command committed as the last step of its unit of work. */
    void onCommit(Consumer<Attempt> commit) {
        bus.registerHandlerInterceptor((unitOfWork, chain) -> {
            Attempt attempt = Attempt.current();
            unitOfWork.onCommit(_ -> commit.accept(attempt));
            try {
                Object result = chain.proceed();
                attempt.decided(result);
                return result;
            } catch (Refusal refusal) {
                attempt.refused();
                throw refusal;
            }
        });
    }

    /** Handles a command in a unit of work of its own; throws what handling or commit threw. */
    void handle(Object command, Attempt attempt) {
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

    private <T, S extends AggregateState> AggregateRepository<T, S> repository(
            Class<T> type, Supplier<T> empty, Function<T, S> state) {
        snapshots.take(state.apply(empty.get()));
        return new AggregateRepository<>(
                EventSourcingRepository.builder(type)
                        .eventStore(store)
                        .lockFactory(NullLockFactory.INSTANCE)
                        .parameterResolverFactory(parameters)
                        .build(),
                empty,
                state);
    }
}
