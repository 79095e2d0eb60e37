package com.scaiwave.admin.query.models;

import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.read.History;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.TenantViews;
import com.scaiwave.admin.query.shared.ShownParticipant;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.views.ModelView;
import com.scaiwave.admin.views.ParticipantView;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.registry.ModelCatalog;
import com.scaiwave.admin.web.registry.RegistryProperties;
import com.scaiwave.admin.web.resource.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record ModelsApi(
        TenantViews views, History history, ModelCatalog catalog, RegistryProperties registry) {
    private static final String MISSING = "missing";

    @GetMapping("/v1/admin/models/catalog")
    ResponseEntity<byte[]> list(Call call) {
        TenantId tenant = call.tenant().id();
        Long position = history.position(call);
        Map<Key, ModelView> found =
                views.list(
                        call,
                        ModelView.FOLD,
                        List.of(StreamId.models(tenant), StreamId.aiConfig(tenant)),
                        List.of(StreamId.participantsOf(tenant)),
                        position);
        Map<ModelSlug, Model> models = new TreeMap<>();
        catalog.models()
                .forEach((slug, facts) ->
                        models.put(slug, known(slug, facts, tenant, found, position)));
        found.forEach((key, view) -> {
            ModelSlug slug = new ModelSlug(key.id());
            if (view.isEnabled() && view.facts() != null && !models.containsKey(slug)) {
                models.put(slug, model(slug, view.facts(), MISSING, view));
            }
        });
        List<Model> shown = new ArrayList<>(models.values());
        shown.removeIf(m -> !isWanted(call, m));
        Map<String, @Nullable Object> meta = Meta.list(position);
        meta.put("source", "builtin");
        meta.put("fetched_at", ApiJson.text(catalog.fetchedAt()));
        meta.put("stale", false);
        return Answers.list(call, shown, meta);
    }

    /** For the past, the facts recorded when the model was enabled are shown, otherwise today's. */
    private Model known(
            ModelSlug slug,
            ModelFacts today,
            TenantId tenant,
            Map<Key, ModelView> views,
            @Nullable Long position) {
        ModelView view = views.getOrDefault(Key.of(tenant, slug), ModelView.UNTOUCHED);
        ModelFacts facts =
                position != null && view.isEnabled() && view.facts() != null ? view.facts() : today;
        return model(slug, facts, facts.status(), view);
    }

    private Model model(ModelSlug slug, ModelFacts facts, String status, ModelView view) {
        ParticipantView participant = view.participant();
        return new Model(
                slug,
                facts.displayName(),
                facts.modality(),
                facts.contextWindow(),
                facts.maxOutputTokens(),
                status,
                facts.healthStatus(),
                view.isEnabled(),
                view.isDefault(),
                participant == null
                        ? null
                        : ShownParticipant.of(
                                participant, view.modelSwitch(), registry.serverName()));
    }

    private static boolean isWanted(Call call, Model model) {
        String modality = call.parameter("modality");
        String enabled = call.parameter("enabled");
        String q = ParticipantView.search(call.parameter("q"));
        return (modality == null || modality.equals(model.modality()))
                && (enabled == null || Boolean.parseBoolean(enabled) == model.enabled())
                && (q == null
                        || contains(model.slug().value(), q)
                        || contains(model.displayName(), q));
    }

    private static boolean contains(String text, String wanted) {
        String searched = ParticipantView.search(text);
        return searched != null && searched.contains(wanted);
    }
}
