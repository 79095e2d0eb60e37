package com.scaiwave.admin.command;

import com.scaiwave.admin.command.deciding.Recorder;
import com.scaiwave.admin.events.StreamId;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;

/**
 * A command for Axon's fixture of an aggregate that has no command handler, since only rules across
 * aggregates load it: it runs a function on the aggregate, as such a rule does.
 */
@NullMarked
public record Told<T>(StreamId stream, BiConsumer<T, Recorder> order) {

    /** A fixture whose aggregate handles commands of its own, and is given a recorder for them. */
    public static <T> AggregateTestFixture<T> fixture(Class<T> type) {
        AggregateTestFixture<T> fixture = new AggregateTestFixture<>(type);
        fixture.registerInjectableResource((Recorder) AggregateLifecycle::apply);
        return fixture;
    }

    /** A fixture whose aggregate runs the function of the command. */
    public static <T> AggregateTestFixture<T> fixture(Class<T> type, Supplier<T> empty) {
        AggregateTestFixture<T> fixture = fixture(type);
        fixture.registerAnnotatedCommandHandler(new Handler<>(fixture.getRepository(), empty));
        return fixture;
    }

    static final class Handler<T> {
        private final Repository<T> repository;
        private final Supplier<T> empty;

        Handler(Repository<T> repository, Supplier<T> empty) {
            this.repository = repository;
            this.empty = empty;
        }

        @CommandHandler
        void handle(Told<T> command, Recorder recorder) throws Exception {
            repository
                    .loadOrCreate(command.stream().value(), empty::get)
                    .execute(aggregate -> command.order().accept(aggregate, recorder));
        }
    }
}
