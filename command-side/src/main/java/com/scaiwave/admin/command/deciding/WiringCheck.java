package com.scaiwave.admin.command.deciding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.updates.UpdateChecker;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Fails the start, before the first command, if Axon is not wired as it must be. It replaces what
 * it doesn't find by something of its own: events in memory, aggregates that are locked, event
 * processors without a token store. Commands would work, and less would be promised.
 */
record WiringCheck(ListableBeanFactory beans, Configuration axon)
        implements SmartInitializingSingleton {
    private static final Map<Class<?>, Class<?>> REQUIRED =
            Map.of(
                    CommandBus.class, AsynchronousCommandBus.class,
                    EventBus.class, EmbeddedEventStore.class,
                    EventStorageEngine.class, LogStorageEngine.class,
                    TransactionManager.class, NoTransactionManager.class);
    private static final List<Class<?>> UNWANTED =
            List.of(EventProcessingConfiguration.class, TokenStore.class, UpdateChecker.class);

    @Override
    public void afterSingletonsInstantiated() {
        List<String> wrong = new ArrayList<>();
        REQUIRED.forEach((role, type) -> checkBean(role, type, wrong));
        UNWANTED.forEach(role -> checkNone(role, wrong));
        axon.findModules(AggregateConfiguration.class).forEach(a -> checkRepository(a, wrong));
        checkSerializer(wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "Axon is not wired as it must be: " + String.join("; ", wrong));
        }
    }

    /** Both what Spring injects and what Axon uses. */
    private <T> void checkBean(Class<T> role, Class<?> type, List<String> wrong) {
        List<Object> all = new ArrayList<>(beans.getBeansOfType(role).values());
        all.add(axon.getComponent(role));
        all.stream()
                .map(Object::getClass)
                .distinct()
                .filter(actual -> actual != type)
                .map(actual ->
                        "the "
                                + role.getSimpleName()
                                + " is "
                                + actual.getSimpleName()
                                + ", not "
                                + type.getSimpleName())
                .forEach(wrong::add);
    }

    private void checkNone(Class<?> role, List<String> wrong) {
        for (String name : beans.getBeanNamesForType(role)) {
            wrong.add("there is a " + role.getSimpleName() + ", " + name);
        }
    }

    /**
     * Checks the bean's type only. The bean is lazy: nothing is serialized, so it is never created.
     */
    private void checkSerializer(List<String> wrong) {
        for (String name : beans.getBeanNamesForType(Serializer.class)) {
            if (beans.getType(name) != Jackson3Serializer.class) {
                wrong.add("the Serializer " + name + " is not Jackson3Serializer");
            }
        }
    }

    private static void checkRepository(AggregateConfiguration<?> aggregate, List<String> wrong) {
        Object repository = aggregate.repository();
        if (repository.getClass() != AggregateRepository.class) {
            String name = aggregate.aggregateType().getSimpleName();
            wrong.add(
                    "the repository of "
                            + name
                            + " is "
                            + repository.getClass().getSimpleName()
                            + ", not AggregateRepository");
        }
    }
}
