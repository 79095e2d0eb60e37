package com.scaiwave.admin.views;

import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.log.StoredEvent;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A tenant's AI configuration, made from its own events and those of its models. */
public record AiConfigView(
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
    public static final Fold<AiConfigView> FOLD =
            Fold.from(AiConfigView.class, EMPTY)
                    .on(ModelEvent.class, e -> Key.of(e.tenant()), AiConfigView::apply)
                    .on(AiConfigUpdated.class, e -> Key.of(e.tenant()), AiConfigView::apply);

    /**
     * The events of one append share a set version, so only the first of them raises the version.
     */
    private AiConfigView apply(ModelEvent event, StoredEvent recorded) {
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
                recorded.position());
    }

    private AiConfigView apply(AiConfigUpdated event, StoredEvent recorded) {
        Change<StoredKey> key = event.apiKey();
        return new AiConfigView(
                Change.applyNullable(event.defaultModel(), defaultModel),
                enabledModels,
                Change.apply(event.templates(), templates),
                Change.apply(event.authMode(), authMode),
                key == null ? keyMask : key.now() == null ? null : key.now().mask(),
                event.modelsVersion(),
                event.version(),
                recorded.position());
    }
}
