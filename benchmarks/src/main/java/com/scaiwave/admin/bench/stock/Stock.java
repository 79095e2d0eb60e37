package com.scaiwave.admin.bench.stock;

import com.scaiwave.admin.bench.bed.Server;
import com.scaiwave.admin.bench.stock.ConfigReplaced.Template;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Axon Framework on JDBC as its documentation sets it up: event store, token store, a transaction
 * around each command, aggregates loaded from their events, pooled streaming processors. Batch
 * size, segments and polling have its defaults; the serializer is JSON. Processors begin at the
 * first event, with a token that is not marked as a replay.
 */
public final class Stock implements AutoCloseable {
    static final String ACTOR = "actor_id";
    static final String IP = "ip";
    static final String USER_AGENT = "user_agent";
    static final String REQUEST = "request_id";

    /** The same number as for the CRUD peer. */
    private static final int CONNECTIONS = 32;

    private final HikariDataSource pool;
    private final Configuration configuration;

    private Stock(HikariDataSource pool, Configuration configuration) {
        this.pool = pool;
        this.configuration = configuration;
    }

    /** Creates its tables in an empty database. */
    public static void create(Server server, String database) {
        try (HikariDataSource pool = pool(server, database)) {
            Serializer serializer = Jackson3Serializer.builder().build();
            ConnectionProvider connections = new SpringDataSourceConnectionProvider(pool);
            engine(connections, transactions(pool), serializer)
                    .createSchema(PostgresEventTableFactory.INSTANCE);
            tokens(connections, serializer).createSchema(PostgresTokenTableFactory.INSTANCE);
            JdbcClient.create(pool).sql(StockAudit.TABLE).update();
        }
    }

    /** Deletes what was projected, so that the projection begins again. */
    public static void forgetProjection(Server server, String database) {
        server.sql(database).sql("truncate audit, tokenentry").update();
    }

    /** Starts it without a projection. */
    public static Stock start(Server server, String database) {
        HikariDataSource pool = pool(server, database);
        return start(pool, configurer(pool));
    }

    /** Starts it with its audit projection. */
    public static Stock projecting(Server server, String database) {
        HikariDataSource pool = pool(server, database);
        Configurer configurer = configurer(pool);
        configurer
                .eventProcessing()
                .usingPooledStreamingEventProcessors((_, processor) ->
                        processor.initialToken(StreamableMessageSource::createTailToken))
                .registerEventHandler(_ -> new StockAudit(JdbcClient.create(pool)));
        return start(pool, configurer);
    }

    /** Sends a command that replaces a tenant's configuration; returns when the event is stored. */
    public void replace(String tenant, String name, String prompt) {
        MetaData metadata =
                MetaData.from(
                        Map.of(
                                ACTOR,
                                "admin-1",
                                IP,
                                "127.0.0.1",
                                USER_AGENT,
                                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0)",
                                REQUEST,
                                UUID.randomUUID().toString()));
        configuration
                .commandGateway()
                .sendAndWait(
                        GenericCommandMessage.asCommandMessage(
                                        new ReplaceConfig(
                                                tenant,
                                                List.of(
                                                        new Template(name, prompt),
                                                        new Template("Terse", prompt))))
                                .andMetaData(metadata));
    }

    @Override
    public void close() {
        configuration.shutdown();
        pool.close();
    }

    private static Stock start(HikariDataSource pool, Configurer configurer) {
        return new Stock(pool, configurer.start());
    }

    private static Configurer configurer(HikariDataSource pool) {
        TransactionManager transactions = transactions(pool);
        ConnectionProvider connections =
                new UnitOfWorkAwareConnectionProviderWrapper(
                        new SpringDataSourceConnectionProvider(pool));
        Serializer serializer = Jackson3Serializer.builder().build();
        return DefaultConfigurer.defaultConfiguration(false)
                .configureTransactionManager(_ -> transactions)
                .configureSerializer(_ -> serializer)
                .configureEmbeddedEventStore(_ -> engine(connections, transactions, serializer))
                .configureAggregate(StockConfig.class)
                .configureCorrelationDataProviders(_ ->
                        List.of(
                                new MessageOriginProvider(),
                                new SimpleCorrelationDataProvider(ACTOR, IP, USER_AGENT, REQUEST)))
                .eventProcessing(processing ->
                        processing.registerTokenStore(_ -> tokens(connections, serializer)));
    }

    private static JdbcEventStorageEngine engine(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer) {
        return JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
    }

    private static JdbcTokenStore tokens(ConnectionProvider connections, Serializer serializer) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .build();
    }

    private static TransactionManager transactions(HikariDataSource pool) {
        return new SpringTransactionManager(new JdbcTransactionManager(pool));
    }

    private static HikariDataSource pool(Server server, String database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.as("postgres", database));
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }
}
