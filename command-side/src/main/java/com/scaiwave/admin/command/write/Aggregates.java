package com.scaiwave.admin.command.write;

import com.scaiwave.admin.events.StreamId;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/** Loads one kind of aggregate for a rule that spans several. */
public final class Aggregates<T> {
    private final Repository<T> repository;
    private final Supplier<T> empty;

    public Aggregates(Repository<T> repository, Supplier<T> empty) {
        this.repository = repository;
        this.empty = empty;
    }

    /** An aggregate, as empty as before its first event where it has none. */
    public Loaded<T> load(StreamId stream) {
        try {
            return new Loaded<>(repository.loadOrCreate(stream.value(), empty::get));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** An aggregate within its unit of work; what it records while asked is applied to it. */
    public static final class Loaded<T> {
        private final Aggregate<T> aggregate;

        private Loaded(Aggregate<T> aggregate) {
            this.aggregate = aggregate;
        }

        public <R extends @Nullable Object> R ask(Function<T, R> question) {
            return aggregate.invoke(question);
        }

        public void tell(Consumer<T> order) {
            aggregate.execute(order);
        }
    }
}
