package com.scaiwave.admin.command.deciding;

import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;

/** Makes the repositories. They take no locks, as the log checks what a decision stands on. */
public final class Repositories {
    private final EventStore store;
    private final ParameterResolverFactory parameters;
    private final HandlerDefinition handlers;
    private final Snapshots snapshots;

    Repositories(
            EventStore store,
            ParameterResolverFactory parameters,
            HandlerDefinition handlers,
            Snapshots snapshots) {
        this.store = store;
        this.parameters = parameters;
        this.handlers = handlers;
        this.snapshots = snapshots;
    }

    /**
     * The repository of one kind of aggregate.
     *
     * @param empty makes one before its first event
     */
    public <T, S extends AggregateState> AggregateRepository<T, S> of(
            Class<T> type, Supplier<T> empty, Function<T, S> state) {
        snapshots.take(state.apply(empty.get()));
        return new AggregateRepository<>(
                EventSourcingRepository.builder(type)
                        .eventStore(store)
                        .lockFactory(NullLockFactory.INSTANCE)
                        .parameterResolverFactory(parameters)
                        .handlerDefinition(handlers),
                empty,
                state);
    }
}
