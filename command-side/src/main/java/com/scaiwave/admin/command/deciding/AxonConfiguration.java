package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.log.EventLog;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * What Axon's starter takes instead of its own choices, which it would make without a word.
 * docs/adr/0026 has the reason of each, and {@link WiringCheck} fails the start if one is not used.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@Import(StarterParts.class)
class AxonConfiguration {

    @Bean
    static ScannedHandlers scannedHandlers() {
        return new ScannedHandlers();
    }

    @Bean
    CommandBus commandBus(OneAppend append) {
        CommandBus bus =
                AsynchronousCommandBus.builder()
                        .executor(new CommandThreads())
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .duplicateCommandHandlerResolver(
                                DuplicateCommandHandlerResolution.rejectDuplicates())
                        .build();
        bus.registerHandlerInterceptor(append);
        return bus;
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            @Qualifier("administrationLog") EventLog log,
            AggregateCache cache,
            Snapshots snapshots) {
        return new LogStorageEngine(log, cache, snapshots);
    }

    /** A command's one append is a transaction of the log's own. */
    @Bean
    TransactionManager commandTransactions() {
        return NoTransactionManager.INSTANCE;
    }

    /** {@link Snapshots} stores them. */
    @Bean
    Snapshotter snapshotter() {
        return (type, id) -> {
            throw new IllegalStateException("a snapshot of " + id + " is not Axon's to store");
        };
    }

    /** Nothing is serialized by Axon; without this bean it would set up XStream. */
    @Bean
    @Primary
    Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }

    /** The parameter of aggregates' command handlers. */
    @Bean
    Recorder recorder() {
        return AggregateLifecycle::apply;
    }

    @Bean
    WiringCheck wiringCheck(ListableBeanFactory beans, Configuration axon) {
        return new WiringCheck(beans, axon);
    }
}
