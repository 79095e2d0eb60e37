package com.scaiwave.admin.query.aiconfig;

import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.web.resource.AiConfig;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A tenant's AI configuration: what its own events and those of its models make of it. */
record AiConfigView(
        @Nullable ModelSlug defaultModel,
        List<ModelSlug> enabledModels,
        List<PromptTemplate> templates,
        AuthMode authMode,
        @Nullable String keyMask,
        long setVersion,
        long version,
        long position) {
    static final AiConfigView EMPTY =
            new AiConfigView(null, List.of(), List.of(), AuthMode.PER_USER_EXCHANGE, null, 0, 0, 0);
    static final Folding<AiConfigView> FOLDING = new AiConfigFolding();

    AiConfigView apply(Recorded recorded) {
        return switch (recorded.event()) {
            case ModelEvent e -> apply(e, recorded.position());
            case AiConfigUpdated e -> apply(e, recorded.position());
            default -> this;
        };
    }

    /**
     * The events of one append change the set, and the version, together, whichever comes first.
     */
    private AiConfigView apply(ModelEvent event, long at) {
        TreeSet<ModelSlug> models = new TreeSet<>(enabledModels);
        if (event.enabled()) {
            models.add(event.model());
        } else {
            models.remove(event.model());
        }
        return new AiConfigView(
                defaultModel,
                List.copyOf(models),
                templates,
                authMode,
                keyMask,
                event.setVersion(),
                version + (event.setVersion() - setVersion),
                at);
    }

    private AiConfigView apply(AiConfigUpdated event, long at) {
        Change<StoredKey> key = event.apiKey();
        return new AiConfigView(
                Change.applyNullable(event.defaultModel(), defaultModel),
                enabledModels,
                Change.apply(event.templates(), templates),
                Change.apply(event.authMode(), authMode),
                key == null ? keyMask : key.now() == null ? null : key.now().mask(),
                event.modelsVersion(),
                event.version(),
                at);
    }

    AiConfig resource() {
        return new AiConfig(defaultModel, enabledModels, templates, authMode, keyMask);
    }

    private static final class AiConfigFolding implements Folding<AiConfigView> {
        @Override
        public Class<AiConfigView> type() {
            return AiConfigView.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return switch (event) {
                case ModelEvent e -> List.of(Key.of(e.tenant()));
                case AiConfigUpdated e -> List.of(Key.of(e.tenant()));
                default -> List.of();
            };
        }

        @Override
        public AiConfigView apply(Key key, @Nullable AiConfigView view, Recorded recorded) {
            return (view == null ? EMPTY : view).apply(recorded);
        }
    }
}
