package com.scaiwave.admin.command.models;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import com.scaiwave.admin.command.write.Kept;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
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
import com.scaiwave.admin.web.resource.ModelSwitch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** The set of models that a tenant has enabled, whichever endpoint changes it. */
public final class ModelEnablement implements Kept<ModelEnablement>, Cloneable {
    private static final Switch UNTOUCHED = new Switch(false, 0, null);

    /** About what one model takes. */
    private static final long CHARACTERS_OF_ONE = 200;

    private @Nullable String stream;
    private Map<ModelSlug, Switch> switches = new TreeMap<>();
    private long setVersion;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    Written<ModelSwitch> decide(EnableModel command, Recorder recorder) {
        if (command.facts() == null && !isEnabled(command.model())) {
            throw modelNotFound();
        }
        command.precondition().check(versionOf(command.model()));
        if (command.facts() != null && !isEnabled(command.model())) {
            enable(command.tenant(), command.model(), command.facts(), setVersion + 1, recorder);
        }
        return written(command.tenant(), command.model());
    }

    /** Disables a model that nothing uses, as the caller of this has checked. */
    void disable(TenantId tenant, ModelSlug model, Recorder recorder) {
        disable(tenant, model, setVersion + 1, recorder);
    }

    /** The version of the set when it has become another one. */
    public long versionWith(Set<ModelSlug> wanted) {
        return wanted.equals(Set.copyOf(enabled())) ? setVersion : setVersion + 1;
    }

    /** Enables those that are wanted and not there yet; they are known. */
    public void add(
            TenantId tenant,
            Set<ModelSlug> wanted,
            Map<ModelSlug, ModelFacts> known,
            long next,
            Recorder recorder) {
        for (ModelSlug model : wanted.stream().filter(m -> !isEnabled(m)).sorted().toList()) {
            enable(tenant, model, Objects.requireNonNull(known.get(model)), next, recorder);
        }
    }

    /** Disables those that are not wanted; nothing uses them, as the caller of this has checked. */
    public void dropOthers(TenantId tenant, Set<ModelSlug> wanted, long next, Recorder recorder) {
        for (ModelSlug model : enabled().stream().filter(m -> !wanted.contains(m)).toList()) {
            disable(tenant, model, next, recorder);
        }
    }

    @Override
    public ModelEnablement copy() {
        try {
            ModelEnablement copy = (ModelEnablement) clone();
            copy.switches = new TreeMap<>(switches);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long characters() {
        return switches.size() * CHARACTERS_OF_ONE;
    }

    @AggregateIdentifier
    @Nullable String stream() {
        return stream;
    }

    @EventSourcingHandler
    void evolve(ModelEvent event, @SequenceNumber long sequence) {
        stream = event.stream().value();
        switches.put(event.model(), new Switch(event.enabled(), event.version(), sequence));
        setVersion = event.setVersion();
    }

    public boolean isEnabled(ModelSlug model) {
        return of(model).enabled();
    }

    /** The version of a model's own switch. */
    public long versionOf(ModelSlug model) {
        return of(model).version();
    }

    /** The version of the whole set. */
    public long setVersion() {
        return setVersion;
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

    Written<ModelSwitch> written(TenantId tenant, ModelSlug model) {
        return new Written<>(
                new ModelSwitch(model, isEnabled(model)),
                versionOf(model),
                false,
                lastEventOf(tenant, model));
    }

    /** What is answered for a model that the catalog does not know. */
    public static Refusal modelNotFound() {
        return new Refusal(ErrorCode.SW_MODEL_NOT_FOUND, "There is no such model.");
    }

    private void enable(
            TenantId tenant, ModelSlug model, ModelFacts facts, long next, Recorder recorder) {
        recorder.record(new ModelEnabled(tenant, model, facts, next, versionOf(model) + 1));
    }

    private void disable(TenantId tenant, ModelSlug model, long next, Recorder recorder) {
        recorder.record(new ModelDisabled(tenant, model, next, versionOf(model) + 1));
    }

    private Switch of(ModelSlug model) {
        return switches.getOrDefault(model, UNTOUCHED);
    }

    private record Switch(boolean enabled, long version, @Nullable Long sequence) {}
}
