package com.scaiwave.admin.command.aiconfig;

import com.scaiwave.admin.command.write.Diff;
import com.scaiwave.admin.command.write.Kept;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.web.resource.AiConfig;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Default model, templates, mode and key of one tenant; the enabled set is a stream of its own. */
public final class TenantAiConfig implements Kept<TenantAiConfig>, Cloneable {
    private @Nullable String stream;
    private @Nullable ModelSlug defaultModel;
    private List<PromptTemplate> templates = List.of();
    private AuthMode authMode = AuthMode.PER_USER_EXCHANGE;
    private @Nullable StoredKey apiKey;
    private long version;
    private long modelsVersion;

    /**
     * Replaces everything but the enabled set.
     *
     * @param key as it is to be stored
     * @param before the version of the whole resource before this write
     * @param setVersion the version of the enabled set, after this write
     */
    void replace(
            ReplaceAiConfig command,
            @Nullable StoredKey key,
            long before,
            long setVersion,
            Recorder recorder) {
        Change<ModelSlug> newDefault = Diff.of(defaultModel, command.defaultModel());
        Change<List<PromptTemplate>> newTemplates = Diff.of(templates, command.templates());
        Change<AuthMode> newMode = Diff.of(authMode, command.authMode());
        Change<StoredKey> newKey = Diff.of(apiKey, key);
        if (Diff.any(newDefault, newTemplates, newMode, newKey)) {
            recorder.record(
                    new AiConfigUpdated(
                            command.tenant(),
                            newDefault,
                            newTemplates,
                            newMode,
                            newKey,
                            setVersion,
                            before + 1));
        }
    }

    @Override
    public TenantAiConfig copy() {
        try {
            return (TenantAiConfig) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long characters() {
        return templates.stream().mapToLong(t -> t.name().length() + t.prompt().length()).sum();
    }

    @AggregateIdentifier
    @Nullable String stream() {
        return stream;
    }

    @EventSourcingHandler
    void evolve(AiConfigUpdated event) {
        stream = event.stream().value();
        defaultModel = Change.applyNullable(event.defaultModel(), defaultModel);
        templates = Change.apply(event.templates(), templates);
        authMode = Change.apply(event.authMode(), authMode);
        apiKey = Change.applyNullable(event.apiKey(), apiKey);
        version = event.version();
        modelsVersion = event.modelsVersion();
    }

    public boolean hasDefault(ModelSlug model) {
        return model.equals(defaultModel);
    }

    /** The version of the resource, which each write to the enabled set raises as well. */
    long version(long setVersion) {
        return version + setVersion - modelsVersion;
    }

    @Nullable StoredKey apiKey() {
        return apiKey;
    }

    AiConfig resource(List<ModelSlug> enabled) {
        return new AiConfig(
                defaultModel, enabled, templates, authMode, apiKey == null ? null : apiKey.mask());
    }
}
