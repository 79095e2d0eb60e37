package com.scaiwave.admin.command.write;

import java.util.concurrent.Callable;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/** Notes which aggregates a command stands on, so that they can be kept when the log agrees. */
final class KeepingRepository<T> implements Repository<T> {
    private final Repository<T> repository;

    KeepingRepository(Repository<T> repository) {
        this.repository = repository;
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

    private static <T> Aggregate<T> noted(String id, Aggregate<T> aggregate) {
        Decision.current().standsOn(id, aggregate);
        return aggregate;
    }
}
