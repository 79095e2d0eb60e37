package com.scaiwave.admin.command.promptstudio;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import com.scaiwave.admin.command.deciding.AggregateState;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.Recorder;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.PromptStudioEvent;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Who may use the prompt studio of one tenant. */
@Aggregate
public final class PromptStudioSettings {
    private State state = State.NEW;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    Decided<State> decide(ReplacePromptStudio command, Recorder recorder) {
        command.expected().check(state.version);
        recorder.record(state.replace(command));
        return Decided.of(state, state.version, StreamId.promptStudio(command.tenant()));
    }

    @EventSourcingHandler
    void on(PromptStudioEvent event) {
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

    /** Roles and groups are sets, sorted. */
    public record State(
            @Nullable StreamId stream,
            boolean enabled,
            List<String> roles,
            List<String> groups,
            long version)
            implements AggregateState {
        static final State NEW = new State(null, false, List.of(), List.of(), 0);

        public State {
            roles = List.copyOf(roles);
            groups = List.copyOf(groups);
        }

        List<PromptStudioUpdated> replace(ReplacePromptStudio wanted) {
            Change<Boolean> newEnabled = Change.between(enabled, wanted.enabled());
            Change<List<String>> newRoles = Change.between(roles, wanted.roles());
            Change<List<String>> newGroups = Change.between(groups, wanted.groups());
            return Change.any(newEnabled, newRoles, newGroups)
                    ? List.of(
                            new PromptStudioUpdated(
                                    wanted.tenant(), newEnabled, newRoles, newGroups, version + 1))
                    : List.of();
        }

        State evolve(PromptStudioEvent event) {
            return switch (event) {
                case PromptStudioUpdated e ->
                        new State(
                                e.stream(),
                                Change.apply(e.enabled(), enabled),
                                Change.apply(e.roles(), roles),
                                Change.apply(e.groups(), groups),
                                e.version());
            };
        }

        @Override
        public long characters() {
            return Stream.concat(roles.stream(), groups.stream()).mapToLong(String::length).sum();
        }
    }
}
