package com.scaiwave.admin.web.registry;

import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.refusal.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The models that can be enabled, from the built-in data file or the operator's. */
public final class ModelCatalog {
    private static final String BUILT_IN = "/registry/models.json";

    private final NavigableMap<ModelSlug, ModelFacts> models;
    private final Instant fetchedAt;

    private ModelCatalog(Map<ModelSlug, ModelFacts> models, Instant fetchedAt) {
        this.models = Collections.unmodifiableNavigableMap(new TreeMap<>(models));
        this.fetchedAt = fetchedAt;
    }

    /**
     * Reads the catalog.
     *
     * @param file the operator's; null means the built-in one
     */
    public static ModelCatalog load(@Nullable Path file, Clock clock) {
        List<Entry> entries =
                List.of(
                        ApiJson.mapper()
                                .readValue(RegistryFile.read(file, BUILT_IN), Entry[].class));
        return new ModelCatalog(
                entries.stream().collect(Collectors.toMap(Entry::slug, Entry::facts)),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * A slug that a body names.
     *
     * @throws Refusal 400 if the text is no slug, and so that of no model
     */
    public static ModelSlug slug(String text, String field) {
        if (!ModelSlug.FORM.fits(text)) {
            throw Refusal.invalid(field, "is not a known model");
        }
        return new ModelSlug(text);
    }

    public NavigableMap<ModelSlug, ModelFacts> models() {
        return models;
    }

    /** The facts of the given models, without those that the catalog does not have. */
    public Map<ModelSlug, ModelFacts> facts(Collection<ModelSlug> slugs) {
        return slugs.stream()
                .filter(models::containsKey)
                .distinct()
                .collect(Collectors.toMap(s -> s, models::get));
    }

    public @Nullable ModelFacts facts(ModelSlug slug) {
        return models.get(slug);
    }

    /** When the catalog was read. */
    public Instant fetchedAt() {
        return fetchedAt;
    }

    private record Entry(
            ModelSlug slug,
            String displayName,
            String modality,
            @Nullable Long contextWindow,
            @Nullable Long maxOutputTokens,
            String status,
            String healthStatus) {
        ModelFacts facts() {
            return new ModelFacts(
                    displayName, modality, contextWindow, maxOutputTokens, status, healthStatus);
        }
    }
}
