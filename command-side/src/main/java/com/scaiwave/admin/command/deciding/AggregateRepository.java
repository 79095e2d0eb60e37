package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.command.deciding.AggregateCache.Entry;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.LockAwareAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's repository, which also tells the attempt what it loads, so that the state can be cached
 * once the log agrees. The starter uses it for the aggregate's own commands, and rules across
 * aggregates use it as {@link Aggregates}.
 */
public final class AggregateRepository<T, S extends AggregateState>
        extends EventSourcingRepository<T> implements Aggregates<S> {
    private final Supplier<T> empty;
    private final Function<T, S> state;

    AggregateRepository(Builder<T> axon, Supplier<T> empty, Function<T, S> state) {
        super(axon);
        this.empty = empty;
        this.state = state;
    }

    @Override
    public S load(StreamId stream) {
        return loadOrCreate(stream.value(), empty::get).invoke(state);
    }

    @Override
    public S record(StreamId stream, List<? extends Event> events) {
        Aggregate<T> aggregate = loadOrCreate(stream.value(), empty::get);
        aggregate.execute(_ -> events.forEach(AggregateLifecycle::apply));
        return aggregate.invoke(state);
    }

    @Override
    public LockAwareAggregate<T, EventSourcedAggregate<T>> load(
            String aggregateIdentifier, @Nullable Long expectedVersion) {
        LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate =
                super.load(aggregateIdentifier, expectedVersion);
        note(aggregateIdentifier, aggregate);
        return aggregate;
    }

    @Override
    public Aggregate<T> loadOrCreate(String aggregateIdentifier, Callable<T> factoryMethod) {
        Aggregate<T> aggregate = super.loadOrCreate(aggregateIdentifier, factoryMethod);
        note(aggregateIdentifier, aggregate);
        return aggregate;
    }

    private void note(String id, Aggregate<T> aggregate) {
        Attempt.current().standsOn(new StreamId(id), () -> entry(aggregate));
    }

    private Entry entry(Aggregate<T> aggregate) {
        Long last = aggregate.version();
        return last == null
                ? new Entry(0, null, false)
                : new Entry(last + 1, aggregate.invoke(state), false);
    }
}
