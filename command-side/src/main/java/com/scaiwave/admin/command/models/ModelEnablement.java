package com.scaiwave.admin.command.models;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import com.scaiwave.admin.command.deciding.AggregateState;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.Recorder;
import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.events.ModelEvent.ModelDisabled;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Check.EventRef;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The set of models that a tenant has enabled, whichever endpoint changes it. */
@Aggregate
public final class ModelEnablement {
    private State state = State.NEW;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    Decided<Switch> decide(EnableModel command, Recorder recorder) {
        if (command.facts() == null && !state.isEnabled(command.model())) {
            throw modelNotFound();
        }
        command.expected().check(state.versionOf(command.model()));
        recorder.record(state.enable(command));
        return state.decided(command.tenant(), command.model());
    }

    @EventSourcingHandler
    void on(ModelEvent event) {
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

    /** What is answered for a model that the catalog does not know. */
    public static Refusal modelNotFound() {
        return new Refusal(ErrorCode.SW_MODEL_NOT_FOUND, "There is no such model.");
    }

    /**
     * The switches of all models that were ever touched.
     *
     * @param setVersion the version of the whole set
     * @param events how many events came to it
     */
    public record State(
            @Nullable StreamId stream,
            SortedMap<ModelSlug, Switch> switches,
            long setVersion,
            long events)
            implements AggregateState {
        static final State NEW = new State(null, Collections.emptySortedMap(), 0, 0);

        /** About what one model takes. */
        private static final long CHARACTERS_OF_ONE = 200;

        public State {
            switches = Collections.unmodifiableSortedMap(switches);
        }

        List<ModelEvent> enable(EnableModel command) {
            return command.facts() == null || isEnabled(command.model())
                    ? List.of()
                    : List.of(
                            new ModelEnabled(
                                    command.tenant(),
                                    command.model(),
                                    command.facts(),
                                    setVersion + 1,
                                    versionOf(command.model()) + 1));
        }

        /** Disables a model that nothing uses, as the caller of this has checked. */
        List<ModelEvent> disable(TenantId tenant, ModelSlug model) {
            return isEnabled(model) ? List.of(disabled(tenant, model, setVersion + 1)) : List.of();
        }

        /** The version of the set once it equals the wanted one: one higher if it differs now. */
        public long versionWith(Set<ModelSlug> wanted) {
            return wanted.equals(Set.copyOf(enabled())) ? setVersion : setVersion + 1;
        }

        /** Enables those that are wanted and not there yet; they are known. */
        public List<ModelEvent> add(
                TenantId tenant,
                Set<ModelSlug> wanted,
                Map<ModelSlug, ModelFacts> known,
                long next) {
            return wanted.stream()
                    .filter(m -> !isEnabled(m))
                    .sorted()
                    .<ModelEvent>map(m ->
                            new ModelEnabled(
                                    tenant,
                                    m,
                                    Objects.requireNonNull(known.get(m)),
                                    next,
                                    versionOf(m) + 1))
                    .toList();
        }

        /** Disables those not wanted; nothing uses them, as the caller of this has checked. */
        public List<ModelEvent> dropOthers(TenantId tenant, Set<ModelSlug> wanted, long next) {
            return enabled().stream()
                    .filter(m -> !wanted.contains(m))
                    .map(m -> disabled(tenant, m, next))
                    .toList();
        }

        private ModelEvent disabled(TenantId tenant, ModelSlug model, long next) {
            return new ModelDisabled(tenant, model, next, versionOf(model) + 1);
        }

        State evolve(ModelEvent event) {
            SortedMap<ModelSlug, Switch> next = new TreeMap<>(switches);
            next.put(event.model(), new Switch(event.enabled(), event.version(), events));
            return new State(event.stream(), next, event.setVersion(), events + 1);
        }

        @Override
        public long characters() {
            return switches.size() * CHARACTERS_OF_ONE;
        }

        public boolean isEnabled(ModelSlug model) {
            return of(model).enabled();
        }

        /** The version of a model's own switch. */
        public long versionOf(ModelSlug model) {
            return of(model).version();
        }

        /** The enabled models, sorted. */
        public List<ModelSlug> enabled() {
            return switches.keySet().stream().filter(this::isEnabled).toList();
        }

        /** Where the last event of a model's switch is; nowhere if it was never touched. */
        public List<EventRef> lastEventOf(TenantId tenant, ModelSlug model) {
            Long sequence = of(model).sequence();
            return sequence == null
                    ? List.of()
                    : List.of(new EventRef(StreamId.models(tenant), sequence));
        }

        Decided<Switch> decided(TenantId tenant, ModelSlug model) {
            return new Decided<>(of(model), versionOf(model), false, lastEventOf(tenant, model));
        }

        private Switch of(ModelSlug model) {
            return switches.getOrDefault(model, Switch.UNTOUCHED);
        }
    }

    /**
     * One model's switch.
     *
     * @param sequence of its last event, within the set's stream
     */
    public record Switch(boolean enabled, long version, @Nullable Long sequence) {
        static final Switch UNTOUCHED = new Switch(false, 0, null);
    }
}
