package com.scaiwave.admin.command.write;

import com.scaiwave.admin.log.EventLog;
import java.util.List;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
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
import org.axonframework.modelling.command.Repository;

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
    private final EmbeddedEventStore store;
    private final ParameterResolverFactory parameters;
    private final KeptAggregates kept = new KeptAggregates();

    public CommandSide(EventLog log) {
        this.store =
                EmbeddedEventStore.builder().storageEngine(new LogStorageEngine(log, kept)).build();
        Recorder recorder = AggregateLifecycle::apply;
        this.parameters =
                MultiParameterResolverFactory.ordered(
                        ClasspathParameterResolverFactory.forClass(CommandSide.class),
                        new SimpleResourceParameterResolverFactory(List.of(recorder)));
    }

    KeptAggregates kept() {
        return kept;
    }

    CommandBus bus() {
        return bus;
    }

    /** Has an aggregate handle its own commands. */
    public <T> void handle(Class<T> type) {
        subscribe(type, repository(type));
    }

    /** Has an aggregate handle its own commands, and rules across aggregates load it. */
    public <T> Aggregates<T> handle(Class<T> type, Callable<T> empty) {
        Repository<T> repository = repository(type);
        subscribe(type, repository);
        return new Aggregates<>(repository, empty);
    }

    /** Has rules across aggregates load an aggregate that has no commands of its own. */
    public <T> Aggregates<T> aggregates(Class<T> type, Callable<T> empty) {
        return new Aggregates<>(repository(type), empty);
    }

    /** Has a rule across aggregates handle its commands. */
    public void handle(Object handler) {
        new AnnotationCommandHandlerAdapter<>(handler, parameters).subscribe(bus);
    }

    private <T> void subscribe(Class<T> type, Repository<T> repository) {
        AggregateAnnotationCommandHandler.<T>builder()
                .aggregateType(type)
                .repository(repository)
                .parameterResolverFactory(parameters)
                .build()
                .subscribe(bus);
    }

    private <T> Repository<T> repository(Class<T> type) {
        return new KeepingRepository<>(
                EventSourcingRepository.builder(type)
                        .eventStore(store)
                        .lockFactory(NullLockFactory.INSTANCE)
                        .parameterResolverFactory(parameters)
                        .build());
    }
}
