package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.command.deciding.AggregateCache.Entry;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Loads one kind of aggregate, and tells the attempt which ones it stands on, so that their states
 * can be cached once the log agrees.
 */
final class AggregateRepository<T, S extends AggregateState>
        implements Repository<T>, Aggregates<S> {
    private final Repository<T> repository;
    private final Supplier<T> empty;
    private final Function<T, S> state;

    AggregateRepository(Repository<T> repository, Supplier<T> empty, Function<T, S> state) {
        this.repository = repository;
        this.empty = empty;
        this.state = state;
    }

    @Override
    public S load(StreamId stream) {
        return loadOrCreate(stream).invoke(state);
    }

    @Override
    public S record(StreamId stream, List<? extends Event> events) {
        Aggregate<T> aggregate = loadOrCreate(stream);
        aggregate.execute(_ -> events.forEach(AggregateLifecycle::apply));
        return aggregate.invoke(state);
    }

    private Aggregate<T> loadOrCreate(StreamId stream) {
        try {
            return loadOrCreate(stream.value(), empty::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Aggregate<T> load(String aggregateIdentifier) {
        return noted(aggregateIdentifier, repository.load(aggregateIdentifier));
    }

    @Override
    @Deprecated
    public Aggregate<T> load(String aggregateIdentifier, @Nullable Long expectedVersion) {
        return noted(aggregateIdentifier, repository.load(aggregateIdentifier, expectedVersion));
    }

    @Override
    public Aggregate<T> newInstance(Callable<T> factoryMethod) throws Exception {
        return repository.newInstance(factoryMethod);
    }

    @Override
    public Aggregate<T> loadOrCreate(String aggregateIdentifier, Callable<T> factoryMethod)
            throws Exception {
        return noted(
                aggregateIdentifier, repository.loadOrCreate(aggregateIdentifier, factoryMethod));
    }

    @Override
    public void send(Message<?> message, ScopeDescriptor scopeDescription) throws Exception {
        repository.send(message, scopeDescription);
    }

    @Override
    public boolean canResolve(ScopeDescriptor scopeDescription) {
        return repository.canResolve(scopeDescription);
    }

    private Aggregate<T> noted(String id, Aggregate<T> aggregate) {
        Attempt.current().standsOn(new StreamId(id), () -> entry(aggregate));
        return aggregate;
    }

    private Entry entry(Aggregate<T> aggregate) {
        Long last = aggregate.version();
        return last == null
                ? new Entry(0, null, false)
                : new Entry(last + 1, aggregate.invoke(state), false);
    }
}
