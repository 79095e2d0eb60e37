package com.scaiwave.admin.views;

import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's settings for a model.
 *
 * @param facts the catalog's data about the model when it was last enabled
 * @param participant the participant that the model's own endpoint configures
 */
public record ModelView(
        @Nullable SwitchView modelSwitch,
        @Nullable ModelFacts facts,
        boolean isDefault,
        @Nullable ParticipantView participant) {
    public static final ModelView UNTOUCHED = new ModelView(null, null, false, null);
    public static final Fold<ModelView> FOLD =
            Fold.from(ModelView.class, UNTOUCHED)
                    .on(ModelEvent.class, e -> Key.of(e.tenant(), e.model()), ModelView::apply)
                    .on(
                            AiConfigUpdated.class,
                            e -> of(e.tenant(), e.defaultModel(), Change::old),
                            (view, _, _) -> view.withDefault(false))
                    .on(
                            AiConfigUpdated.class,
                            e -> of(e.tenant(), e.defaultModel(), Change::now),
                            (view, _, _) -> view.withDefault(true))
                    .on(
                            ParticipantCreated.class,
                            e -> e.configured() ? Key.of(e.tenant(), e.model()) : null,
                            (view, e, at) -> view.with(ParticipantView.of(e, at)))
                    .on(
                            ParticipantUpdated.class,
                            e -> e.configured() ? Key.of(e.tenant(), e.model()) : null,
                            ModelView::apply);

    public boolean isEnabled() {
        return modelSwitch != null && modelSwitch.enabled();
    }

    private static @Nullable Key of(
            TenantId tenant, @Nullable Change<ModelSlug> defaultModel, Which which) {
        ModelSlug model = defaultModel == null ? null : which.of(defaultModel);
        return model == null ? null : Key.of(tenant, model);
    }

    private ModelView apply(ModelEvent e, StoredEvent recorded) {
        return new ModelView(
                SwitchView.of(e, recorded),
                e instanceof ModelEnabled enabled ? enabled.facts() : facts,
                isDefault,
                participant);
    }

    private ModelView apply(ParticipantUpdated e, StoredEvent recorded) {
        return participant == null ? this : with(participant.apply(e, recorded));
    }

    private ModelView withDefault(boolean now) {
        return new ModelView(modelSwitch, facts, now, participant);
    }

    private ModelView with(ParticipantView now) {
        return new ModelView(modelSwitch, facts, isDefault, now);
    }

    /** Picks the old or the new model of a change of the default. */
    @FunctionalInterface
    private interface Which {
        @Nullable ModelSlug of(Change<ModelSlug> change);
    }
}
