package com.scaiwave.admin.command.aiconfig;

import com.scaiwave.admin.command.aiconfig.ReplaceAiConfig.KeyInput;
import com.scaiwave.admin.command.aiconfig.ReplaceAiConfigHandler.Replaced;
import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import com.scaiwave.admin.web.registry.ModelCatalog;
import com.scaiwave.admin.web.resource.AiConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
record AiConfigApi(Commands commands, ModelCatalog catalog) {
    private static final String KEY = "scaigrid_api_key";

    @PutMapping("/v1/admin/ai-config")
    ResponseEntity<byte[]> replace(Call call) {
        Body body = call.body(Body.class);
        List<ModelSlug> models = new ArrayList<>();
        for (String slug : Objects.requireNonNullElse(body.enabledModels(), List.<String>of())) {
            models.add(ModelCatalog.slug(slug, "/enabled_models/" + models.size()));
        }
        List<PromptTemplate> templates =
                Objects.requireNonNullElse(body.systemPromptTemplates(), List.of());
        checkTemplates(templates);
        ModelSlug defaultModel =
                body.defaultModel() == null
                        ? null
                        : ModelCatalog.slug(body.defaultModel(), "/default_model");
        return commands.send(
                call,
                call.metadata(call.tenant()),
                new ReplaceAiConfig(
                        call.tenant().id(),
                        defaultModel,
                        models,
                        catalog.facts(models),
                        templates,
                        Objects.requireNonNullElse(
                                body.scaigridAuthMode(), AuthMode.PER_USER_EXCHANGE),
                        keyInput(call.json()),
                        ExpectedTags.of(call)),
                AiConfigApi::resource);
    }

    static AiConfig resource(Replaced replaced) {
        TenantAiConfig.State config = replaced.config();
        return new AiConfig(
                config.defaultModel(),
                replaced.enabled(),
                config.templates(),
                config.authMode(),
                config.apiKey() == null ? null : config.apiKey().mask());
    }

    private static KeyInput keyInput(JsonNode body) {
        if (!body.has(KEY)) {
            return new KeyInput.Keep(null);
        }
        if (body.get(KEY).isNull()) {
            return new KeyInput.Clear();
        }
        String value = body.get(KEY).stringValue();
        return value.indexOf('\u2026') >= 0 ? new KeyInput.Keep(value) : new KeyInput.Set(value);
    }

    private static void checkTemplates(List<PromptTemplate> templates) {
        Set<String> names = new HashSet<>();
        List<Detail> wrong = new ArrayList<>();
        for (int i = 0; i < templates.size(); i++) {
            if (!names.add(templates.get(i).name())) {
                wrong.add(
                        new Detail(
                                "/system_prompt_templates/" + i + "/name",
                                "is another template's name"));
            }
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private record Body(
            @Nullable String defaultModel,
            @Nullable List<String> enabledModels,
            @Nullable List<PromptTemplate> systemPromptTemplates,
            @Nullable AuthMode scaigridAuthMode,
            @Nullable String scaigridApiKey) {

        /** The key must not be in a log, wherever this record is printed. */
        @Override
        public String toString() {
            return "Body";
        }
    }
}
