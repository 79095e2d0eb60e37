package com.scaiwave.admin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.scaiwave.admin.log.TestPostgres;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What Axon's starter makes of our beans, and that a start fails where it makes something else. */
@NullMarked
class WiringTest {
    private static final TestPostgres DATABASE = TestPostgres.create();

    @Test
    void axon_uses_what_is_declared() {
        try (ConfigurableApplicationContext context = CommandNode.context(DATABASE)) {
            Configuration axon = context.getBean(Configuration.class);

            assertThat(axon.commandBus()).isSameAs(context.getBean(CommandBus.class));
            assertThat(axon.eventProcessingConfiguration().eventProcessors()).isEmpty();
        }
    }

    @Test
    void nothing_is_serialized_with_xstream() {
        try (ConfigurableApplicationContext context = CommandNode.context(DATABASE)) {
            assertThat(context.getBeansOfType(Serializer.class)).hasSize(3);
            assertThat(context.getBeanDefinitionNames()).noneMatch(n -> n.contains("XStream"));
        }
    }

    @Test
    void another_command_bus_fails_the_start() {
        assertThatStartFails(OtherBus.class, "the CommandBus is SimpleCommandBus");
    }

    @Test
    void transactions_around_commands_fail_the_start() {
        assertThatStartFails(Transactions.class, "the TransactionManager is ");
    }

    @Test
    void an_aggregate_without_a_repository_of_ours_fails_the_start() {
        assertThatStartFails(
                Lonely.class,
                "the repository of Lonely is " + EventSourcingRepository.class.getSimpleName());
    }

    @Test
    void an_event_processor_fails_the_start() {
        assertThatStartFails(Processor.class, "there is an event processor, ");
    }

    @Test
    void a_token_store_fails_the_start() {
        assertThatStartFails(Tokens.class, "there is a TokenStore, ");
    }

    private static void assertThatStartFails(Class<?> with, String message) {
        assertThatThrownBy(() -> CommandNode.context(DATABASE, with).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Axon is not wired as it must be: ")
                .hasMessageContaining(message);
    }

    static class OtherBus {
        @Bean
        @Primary
        CommandBus otherBus() {
            return SimpleCommandBus.builder().build();
        }
    }

    static class Transactions {
        @Bean
        @Primary
        TransactionManager transactions() {
            return () ->
                    new Transaction() {
                        @Override
                        public void commit() {}

                        @Override
                        public void rollback() {}
                    };
        }
    }

    static class Tokens {
        @Bean
        TokenStore tokens() {
            return new InMemoryTokenStore();
        }
    }

    static class Processor {
        @Bean
        ConfigurerModule processor() {
            return axon -> axon.registerEventHandler(_ -> new Listener());
        }
    }

    static final class Listener {
        @EventHandler
        void on(String event) {
            assertThat(event).isNotNull();
        }
    }

    @SuppressWarnings("ClassCanBeStatic") // Only the test that names it must find it, no scan.
    @Aggregate
    class Lonely {
        @AggregateIdentifier @Nullable String id;
    }
}
