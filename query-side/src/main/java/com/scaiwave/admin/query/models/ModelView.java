package com.scaiwave.admin.query.models;

import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.query.shared.ParticipantView;
import com.scaiwave.admin.query.shared.SwitchView;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has made of a model.
 *
 * @param facts what the catalog said when the model was enabled last
 * @param participant the one that the model's own endpoint configures
 */
record ModelView(
        @Nullable SwitchView modelSwitch,
        @Nullable ModelFacts facts,
        boolean isDefault,
        @Nullable ParticipantView participant) {
    static final ModelView UNTOUCHED = new ModelView(null, null, false, null);
    static final Folding<ModelView> FOLDING = new ModelFolding();

    boolean isEnabled() {
        return modelSwitch != null && modelSwitch.enabled();
    }

    private ModelView apply(ModelEvent e, long at) {
        return new ModelView(
                new SwitchView(e.enabled(), e.version(), at),
                e instanceof ModelEnabled enabled ? enabled.facts() : facts,
                isDefault,
                participant);
    }

    private ModelView withDefault(boolean now) {
        return new ModelView(modelSwitch, facts, now, participant);
    }

    private ModelView with(@Nullable ParticipantView now) {
        return new ModelView(modelSwitch, facts, isDefault, now);
    }

    private static final class ModelFolding implements Folding<ModelView> {
        @Override
        public Class<ModelView> type() {
            return ModelView.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return switch (event) {
                case ModelEvent e -> List.of(Key.of(e.tenant(), e.model()));
                case AiConfigUpdated e when e.defaultModel() != null ->
                        changed(e, e.defaultModel());
                case ParticipantCreated e when e.configured() ->
                        List.of(Key.of(e.tenant(), e.model()));
                case ParticipantUpdated e when e.configured() ->
                        List.of(Key.of(e.tenant(), e.model()));
                default -> List.of();
            };
        }

        private static List<Key> changed(AiConfigUpdated event, Change<ModelSlug> change) {
            return Stream.of(change.old(), change.now())
                    .filter(m -> m != null)
                    .map(m -> Key.of(event.tenant(), m))
                    .toList();
        }

        @Override
        public ModelView apply(Key key, @Nullable ModelView view, Recorded recorded) {
            ModelView before = view == null ? UNTOUCHED : view;
            return switch (recorded.event()) {
                case ModelEvent e -> before.apply(e, recorded.position());
                case AiConfigUpdated e when e.defaultModel() != null -> {
                    ModelSlug now = e.defaultModel().now();
                    yield before.withDefault(now != null && now.value().equals(key.id()));
                }
                case ParticipantCreated e ->
                        before.with(ParticipantView.of(e, recorded.position()));
                case ParticipantUpdated e when before.participant() != null ->
                        before.with(before.participant().apply(e, recorded.position()));
                default -> before;
            };
        }
    }
}
