package com.scaiwave.admin.command;

import com.scaiwave.admin.command.write.Aggregates;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.events.StreamId;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;

/**
 * Has Axon's fixture tell the story of an aggregate that only rules across aggregates load: the
 * command is what such a rule tells it to do.
 */
@NullMarked
public record Told<T>(StreamId stream, BiConsumer<T, Recorder> order) {

    /** A fixture whose aggregate does as it is told. */
    public static <T> AggregateTestFixture<T> fixture(Class<T> type, Supplier<T> empty) {
        AggregateTestFixture<T> fixture = new AggregateTestFixture<>(type);
        fixture.registerInjectableResource((Recorder) AggregateLifecycle::apply);
        fixture.registerAnnotatedCommandHandler(
                new Handler<>(new Aggregates<>(fixture.getRepository(), empty)));
        return fixture;
    }

    static final class Handler<T> {
        private final Aggregates<T> aggregates;

        Handler(Aggregates<T> aggregates) {
            this.aggregates = aggregates;
        }

        @CommandHandler
        void handle(Told<T> command, Recorder recorder) {
            aggregates
                    .load(command.stream())
                    .tell(aggregate -> command.order().accept(aggregate, recorder));
        }
    }
}
