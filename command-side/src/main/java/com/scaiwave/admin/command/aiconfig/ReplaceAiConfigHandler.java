package com.scaiwave.admin.command.aiconfig;

import com.scaiwave.admin.command.aiconfig.ReplaceAiConfig.KeyInput;
import com.scaiwave.admin.command.deciding.Aggregates;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.Secrets;
import com.scaiwave.admin.command.models.DisableModelHandler;
import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.command.noteprocessing.NoteProcessingSettings;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The rules: the default model is an enabled one, a model is known or enabled already, the
 * note-processing model stays enabled, a service token needs a key.
 */
@Component
public record ReplaceAiConfigHandler(
        Aggregates<TenantAiConfig.State> configs,
        Aggregates<ModelEnablement.State> models,
        Aggregates<NoteProcessingSettings.State> notes,
        Secrets secrets) {

    @CommandHandler
    Decided<Replaced> decide(ReplaceAiConfig command) {
        checkDefault(command);
        StreamId modelStream = StreamId.models(command.tenant());
        StreamId configStream = StreamId.aiConfig(command.tenant());
        ModelEnablement.State set = models.load(modelStream);
        TenantAiConfig.State config = configs.load(configStream);
        check(command, set, config.apiKey());
        long before = config.version(set.setVersion());
        command.expected().check(before);
        checkDropped(command, set);
        StoredKey key = key(command, config.apiKey());
        Set<ModelSlug> wanted = Set.copyOf(command.enabledModels());
        long after = set.versionWith(wanted);
        // In this order a default model is an enabled one between any two of the events, too.
        set = models.record(modelStream, set.add(command.tenant(), wanted, command.known(), after));
        config = configs.record(configStream, config.replace(command, key, before, after));
        set = models.record(modelStream, set.dropOthers(command.tenant(), wanted, after));
        return Decided.of(
                new Replaced(config, set.enabled()),
                config.version(after),
                modelStream,
                configStream);
    }

    private static void checkDefault(ReplaceAiConfig command) {
        if (command.defaultModel() != null
                && !command.enabledModels().contains(command.defaultModel())) {
            throw Refusal.invalid("/default_model", "is not one of the enabled models");
        }
    }

    private static void check(
            ReplaceAiConfig command, ModelEnablement.State set, @Nullable StoredKey old) {
        List<Detail> wrong = new ArrayList<>();
        for (int i = 0; i < command.enabledModels().size(); i++) {
            ModelSlug model = command.enabledModels().get(i);
            if (!command.known().containsKey(model) && !set.isEnabled(model)) {
                wrong.add(new Detail("/enabled_models/" + i, "is not a known model"));
            }
        }
        boolean has =
                switch (command.apiKey()) {
                    case KeyInput.Set _ -> true;
                    case KeyInput.Clear _ -> false;
                    case KeyInput.Keep(String mask) -> {
                        if (mask != null && (old == null || !mask.equals(old.mask()))) {
                            wrong.add(new Detail("/scaigrid_api_key", "is no key, nor its mask"));
                        }
                        yield old != null;
                    }
                };
        if (command.authMode() == AuthMode.SERVICE_TOKEN && !has) {
            wrong.add(new Detail("/scaigrid_api_key", "is required for a service token"));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private void checkDropped(ReplaceAiConfig command, ModelEnablement.State set) {
        List<ModelSlug> dropped =
                set.enabled().stream().filter(m -> !command.enabledModels().contains(m)).toList();
        if (!dropped.isEmpty()
                && dropped.stream()
                        .anyMatch(notes.load(StreamId.noteProcessing(command.tenant()))::uses)) {
            throw DisableModelHandler.modelIsDefault();
        }
    }

    /** The key to be stored: the old one where the body keeps it, or has the very same. */
    private @Nullable StoredKey key(ReplaceAiConfig command, @Nullable StoredKey old) {
        return switch (command.apiKey()) {
            case KeyInput.Keep _ -> old;
            case KeyInput.Clear _ -> {
                if (old != null) {
                    secrets.drop(old.secret());
                }
                yield null;
            }
            case KeyInput.Set set -> {
                if (old != null) {
                    if (secrets.is(command.tenant(), old.secret(), set.key())) {
                        yield old;
                    }
                    secrets.drop(old.secret());
                }
                yield new StoredKey(secrets.keep(command.tenant(), set.key()), set.lastFour());
            }
        };
    }

    /** The whole resource, of which the enabled set is a stream of its own. */
    public record Replaced(TenantAiConfig.State config, List<ModelSlug> enabled) {
        public Replaced {
            enabled = List.copyOf(enabled);
        }
    }
}
