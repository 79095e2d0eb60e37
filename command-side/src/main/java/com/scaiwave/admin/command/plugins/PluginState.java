package com.scaiwave.admin.command.plugins;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import com.scaiwave.admin.command.deciding.AggregateState;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.Recorder;
import com.scaiwave.admin.events.PluginEvent;
import com.scaiwave.admin.events.PluginEvent.PluginDisabled;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The switch of one plugin in one tenant; off until somebody turns it on. */
@Aggregate
public final class PluginState {
    private State state = State.NEW;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    Decided<State> decide(EnablePlugin command, Recorder recorder) {
        command.expected().check(state.version);
        recorder.record(state.enable(command));
        return decided(command.tenant(), command.plugin());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    Decided<State> decide(DisablePlugin command, Recorder recorder) {
        command.expected().check(state.version);
        recorder.record(state.disable(command));
        return decided(command.tenant(), command.plugin());
    }

    private Decided<State> decided(TenantId tenant, PluginId plugin) {
        return Decided.of(state, state.version, StreamId.plugin(tenant, plugin));
    }

    @EventSourcingHandler
    void on(PluginEvent event) {
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

    /** How the switch stands, since when and by whom. */
    public record State(
            @Nullable StreamId stream,
            boolean enabled,
            @Nullable Instant changedAt,
            @Nullable String changedBy,
            long version)
            implements AggregateState {
        static final State NEW = new State(null, false, null, null, 0);

        @Override
        public long characters() {
            return 0;
        }

        List<PluginEvent> enable(EnablePlugin command) {
            return enabled
                    ? List.of()
                    : List.of(
                            new PluginEnabled(
                                    command.tenant(),
                                    command.plugin(),
                                    command.at(),
                                    command.by(),
                                    version + 1));
        }

        List<PluginEvent> disable(DisablePlugin command) {
            return enabled
                    ? List.of(
                            new PluginDisabled(
                                    command.tenant(),
                                    command.plugin(),
                                    command.at(),
                                    command.by(),
                                    version + 1))
                    : List.of();
        }

        State evolve(PluginEvent event) {
            return new State(
                    event.stream(), event.enabled(), event.at(), event.by(), event.version());
        }
    }
}
