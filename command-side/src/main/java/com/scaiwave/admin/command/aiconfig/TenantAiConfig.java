package com.scaiwave.admin.command.aiconfig;

import com.scaiwave.admin.command.deciding.AggregateState;
import com.scaiwave.admin.events.AiConfigEvent;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Default model, templates, mode and key of one tenant; the enabled set is a stream of its own. */
@Aggregate
public final class TenantAiConfig {
    private State state = State.NEW;

    @EventSourcingHandler
    void on(AiConfigEvent event) {
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

    /**
     * All of it but the enabled set.
     *
     * @param version of the whole resource, after its last event
     * @param modelsVersion the version of the enabled set then
     */
    public record State(
            @Nullable StreamId stream,
            @Nullable ModelSlug defaultModel,
            List<PromptTemplate> templates,
            AuthMode authMode,
            @Nullable StoredKey apiKey,
            long version,
            long modelsVersion)
            implements AggregateState {
        static final State NEW =
                new State(null, null, List.of(), AuthMode.PER_USER_EXCHANGE, null, 0, 0);

        public State {
            templates = List.copyOf(templates);
        }

        /**
         * Replaces everything but the enabled set.
         *
         * @param key as it is to be stored
         * @param before the version of the whole resource before this write
         * @param setVersion the version of the enabled set, after this write
         */
        List<AiConfigUpdated> replace(
                ReplaceAiConfig wanted, @Nullable StoredKey key, long before, long setVersion) {
            Change<ModelSlug> newDefault = Change.between(defaultModel, wanted.defaultModel());
            Change<List<PromptTemplate>> newTemplates =
                    Change.between(templates, wanted.templates());
            Change<AuthMode> newMode = Change.between(authMode, wanted.authMode());
            Change<StoredKey> newKey = Change.between(apiKey, key);
            return Change.any(newDefault, newTemplates, newMode, newKey)
                    ? List.of(
                            new AiConfigUpdated(
                                    wanted.tenant(),
                                    newDefault,
                                    newTemplates,
                                    newMode,
                                    newKey,
                                    setVersion,
                                    before + 1))
                    : List.of();
        }

        State evolve(AiConfigEvent event) {
            return switch (event) {
                case AiConfigUpdated e ->
                        new State(
                                e.stream(),
                                Change.applyNullable(e.defaultModel(), defaultModel),
                                Change.apply(e.templates(), templates),
                                Change.apply(e.authMode(), authMode),
                                Change.applyNullable(e.apiKey(), apiKey),
                                e.version(),
                                e.modelsVersion());
            };
        }

        @Override
        public long characters() {
            return templates.stream().mapToLong(t -> t.name().length() + t.prompt().length()).sum();
        }

        public boolean hasDefault(ModelSlug model) {
            return model.equals(defaultModel);
        }

        /** The version of the resource, which each write to the enabled set raises as well. */
        long version(long setVersion) {
            return version + setVersion - modelsVersion;
        }
    }
}
