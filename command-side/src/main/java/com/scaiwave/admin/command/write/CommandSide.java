package com.scaiwave.admin.command.write;

import com.scaiwave.admin.log.EventLog;
import java.util.List;
import java.util.function.Supplier;
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
    private final Snapshots snapshots;

    public CommandSide(EventLog log) {
        this.snapshots = new Snapshots(log);
        this.store =
                EmbeddedEventStore.builder()
                        .storageEngine(new LogStorageEngine(log, kept, snapshots))
                        .build();
        Recorder recorder = AggregateLifecycle::apply;
        this.parameters =
                MultiParameterResolverFactory.ordered(
                        ClasspathParameterResolverFactory.forClass(CommandSide.class),
                        new SimpleResourceParameterResolverFactory(List.of(recorder)));
    }

    KeptAggregates kept() {
        return kept;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    CommandBus bus() {
        return bus;
    }

    /** Has an aggregate handle its own commands, and rules across aggregates load it. */
    public <T extends Kept<T>> Aggregates<T> handle(Class<T> type, Supplier<T> empty) {
        Repository<T> repository = repository(type, empty);
        subscribe(type, repository);
        return new Aggregates<>(repository, empty);
    }

    /** Has rules across aggregates load an aggregate that has no commands of its own. */
    public <T extends Kept<T>> Aggregates<T> aggregates(Class<T> type, Supplier<T> empty) {
        return new Aggregates<>(repository(type, empty), empty);
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

    private <T extends Kept<T>> Repository<T> repository(Class<T> type, Supplier<T> empty) {
        snapshots.take(empty.get());
        return new KeepingRepository<>(
                EventSourcingRepository.builder(type)
                        .eventStore(store)
                        .lockFactory(NullLockFactory.INSTANCE)
                        .parameterResolverFactory(parameters)
                        .build());
    }
}
