package com.scaiwave.admin.crud;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** An AI configuration, as it is stored and answered. */
record AiConfig(
        @Nullable String defaultModel,
        List<String> enabledModels,
        List<Template> systemPromptTemplates,
        String scaigridAuthMode,
        @Nullable String scaigridApiKey) {

    /** A named system prompt. */
    record Template(
            @NotNull @Size(min = 1, max = 80) String name,
            @NotNull @Size(min = 1, max = 20_000) String prompt) {}

    /** The body of a request, with the contract's limits. Keys are for the product only. */
    record Body(
            @Nullable @Pattern(regexp = SLUG) String defaultModel,
            @Nullable @Size(max = 500) @UniqueElements
                    List<@NotNull @Pattern(regexp = SLUG) String> enabledModels,
            @Nullable @Size(max = 50) @Valid List<@NotNull Template> systemPromptTemplates,
            @Nullable @Pattern(regexp = "per_user_exchange|service_token") String scaigridAuthMode,
            @Nullable @Pattern(regexp = "sgk_[A-Za-z0-9_-]{32,200}") String scaigridApiKey) {
        private static final String SLUG = "[A-Za-z0-9._:-]+(/[A-Za-z0-9._:-]+){0,3}";

        @AssertTrue
        boolean isDefaultEnabled() {
            return defaultModel == null
                    || (enabledModels != null && enabledModels.contains(defaultModel));
        }

        @AssertTrue
        boolean isEachNameOnce() {
            return systemPromptTemplates == null
                    || systemPromptTemplates.stream().map(Template::name).distinct().count()
                            == systemPromptTemplates.size();
        }

        /** The configuration of a body; a missing field gets its default. */
        AiConfig config() {
            return new AiConfig(
                    defaultModel,
                    Objects.requireNonNullElse(enabledModels, List.<String>of()),
                    Objects.requireNonNullElse(systemPromptTemplates, List.<Template>of()),
                    Objects.requireNonNullElse(scaigridAuthMode, "per_user_exchange"),
                    null);
        }
    }
}
