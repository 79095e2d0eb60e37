package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.vault.Vault;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * The engine's parts, and what Axon takes instead of its own choices, which it would make without a
 * word. docs/adr/0026 has the reason of each, and {@link WiringCheck} fails the start if one is not
 * used.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@Import(StarterParts.class)
class DecidingConfiguration {

    @Bean
    static ScannedHandlers scannedHandlers() {
        return new ScannedHandlers();
    }

    @Bean
    AggregateCache aggregateCache(@Qualifier("administrationLog") EventLog log) {
        return new AggregateCache(log);
    }

    @Bean
    Snapshots snapshots(@Qualifier("administrationLog") EventLog log) {
        return new Snapshots(log);
    }

    @Bean
    Idempotency idempotency(@Qualifier("commandVault") Vault vault, AnswersProperties properties) {
        return new Idempotency(vault, properties);
    }

    @Bean
    StoredAnswerRetention storedAnswerRetention(
            @Qualifier("administrationLog") EventLog log, AnswersProperties properties) {
        return new StoredAnswerRetention(log, properties);
    }

    @Bean
    Secrets secrets(
            @Qualifier("commandVault") Vault vault, @Qualifier("administrationLog") EventLog log) {
        return new Secrets(vault, log);
    }

    @Bean
    OneAppend oneAppend(
            @Qualifier("administrationLog") EventLog log,
            AggregateCache cache,
            Snapshots snapshots,
            Idempotency idempotency) {
        return new OneAppend(log, cache, snapshots, idempotency);
    }

    @Bean
    Commands commands(
            CommandBus bus, AggregateCache cache, Idempotency idempotency, OneAppend append) {
        return new Commands(bus, cache, idempotency, append);
    }

    @Bean
    Repositories repositories(
            EventStore store,
            ParameterResolverFactory parameters,
            HandlerDefinition handlers,
            Snapshots snapshots) {
        return new Repositories(store, parameters, handlers, snapshots);
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

    @Bean
    EventStore eventStore(EventStorageEngine engine) {
        return EmbeddedEventStore.builder().storageEngine(engine).build();
    }

    /** A command's one append is a transaction of the log's own. */
    @Bean
    TransactionManager commandTransactions() {
        return NoTransactionManager.INSTANCE;
    }

    /** Nothing is serialized by Axon; it would take XStream if it did. */
    @Bean
    @Lazy
    Jackson3Serializer serializer() {
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
