package com.scaiwave.admin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.scaiwave.admin.Lonely;
import com.scaiwave.admin.log.TestPostgres;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingModule;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.xml.XStreamSerializer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
            assertThat(axon.eventStore()).isSameAs(context.getBean(EventStore.class));
            assertThat(axon.findModules(EventProcessingModule.class)).isEmpty();
        }
    }

    @Test
    void nothing_is_serialized_with_xstream() {
        try (ConfigurableApplicationContext context = CommandNode.context(DATABASE)) {
            Configuration axon = context.getBean(Configuration.class);

            assertThat(List.of(axon.serializer(), axon.eventSerializer(), axon.messageSerializer()))
                    .hasOnlyElementsOfType(Jackson3Serializer.class);
        }
    }

    private static Stream<Arguments> wrongWirings() {
        return Stream.of(
                Arguments.of(OtherBus.class, "the CommandBus is SimpleCommandBus"),
                Arguments.of(Transactions.class, "the TransactionManager is "),
                Arguments.of(Lonely.class, "the repository of Lonely is EventSourcingRepository"),
                Arguments.of(Processing.class, "there is a EventProcessingConfiguration, "),
                Arguments.of(Tokens.class, "there is a TokenStore, "),
                Arguments.of(OtherSerialization.class, "the Serializer otherSerializer is not "));
    }

    @ParameterizedTest
    @MethodSource("wrongWirings")
    void a_wrong_wiring_fails_the_start(Class<?> with, String message) {
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

    static class Processing {
        @Bean
        EventProcessingModule processing() {
            return new EventProcessingModule();
        }
    }

    static class OtherSerialization {
        /** The check reads only the bean's type, and never creates it. */
        @Bean
        XStreamSerializer otherSerializer() {
            throw new IllegalStateException("nothing is serialized");
        }
    }
}
