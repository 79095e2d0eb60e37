package com.scaiwave.admin.command.tenants;

import com.scaiwave.admin.command.deciding.AggregateState;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A tenant of the directory; nothing of it changes. */
@Aggregate
public final class TenantAccount {
    private State state = State.NEW;

    @EventSourcingHandler
    void on(TenantEvent event) {
        state = state.evolve(event);
    }

    @EventSourcingHandler
    void on(State snapshot) {
        state = snapshot;
    }

    @AggregateIdentifier
    @Nullable StreamId stream() {
        return state.stream;
    }

    public State state() {
        return state;
    }

    /** That it exists is all that a decision could ask of it. */
    public record State(@Nullable StreamId stream) implements AggregateState {
        static final State NEW = new State(null);

        @Override
        public long characters() {
            return 0;
        }

        State evolve(TenantEvent event) {
            return new State(event.stream());
        }
    }
}
