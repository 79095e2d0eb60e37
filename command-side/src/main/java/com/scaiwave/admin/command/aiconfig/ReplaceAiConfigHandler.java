package com.scaiwave.admin.command.aiconfig;

import com.scaiwave.admin.command.aiconfig.ReplaceAiConfig.KeyInput;
import com.scaiwave.admin.command.models.DisableModelHandler;
import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.command.noteprocessing.NoteProcessingSettings;
import com.scaiwave.admin.command.write.Aggregates;
import com.scaiwave.admin.command.write.Aggregates.Loaded;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Secrets;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import com.scaiwave.admin.web.resource.AiConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;

/**
 * The rules: models are known or enabled already, the default and the note-processing model stay
 * enabled, a service token needs a key.
 */
public final class ReplaceAiConfigHandler {
    private final Aggregates<TenantAiConfig> configs;
    private final Aggregates<ModelEnablement> models;
    private final Aggregates<NoteProcessingSettings> notes;
    private final Secrets secrets;

    public ReplaceAiConfigHandler(
            Aggregates<TenantAiConfig> configs,
            Aggregates<ModelEnablement> models,
            Aggregates<NoteProcessingSettings> notes,
            Secrets secrets) {
        this.configs = configs;
        this.models = models;
        this.notes = notes;
        this.secrets = secrets;
    }

    @CommandHandler
    Written<AiConfig> decide(ReplaceAiConfig command, Recorder recorder) {
        Loaded<ModelEnablement> set = models.load(StreamId.models(command.tenant()));
        Loaded<TenantAiConfig> config = configs.load(StreamId.aiConfig(command.tenant()));
        StoredKey old = config.ask(TenantAiConfig::apiKey);
        check(command, set, old);
        long before = config.ask(c -> c.version(set.ask(ModelEnablement::setVersion)));
        command.precondition().check(before);
        checkDropped(command, set);
        StoredKey key = key(command, old);
        Set<ModelSlug> wanted = Set.copyOf(command.enabledModels());
        long after = set.ask(m -> m.versionWith(wanted));
        // In this order a default model is an enabled one between any two of the events, too.
        set.tell(m -> m.add(command.tenant(), wanted, command.known(), after, recorder));
        config.tell(c -> c.replace(command, key, before, after, recorder));
        set.tell(m -> m.dropOthers(command.tenant(), wanted, after, recorder));
        return Written.of(
                config.ask(c -> c.resource(set.ask(ModelEnablement::enabled))),
                config.ask(c -> c.version(after)),
                StreamId.models(command.tenant()),
                StreamId.aiConfig(command.tenant()));
    }

    private static void check(
            ReplaceAiConfig command, Loaded<ModelEnablement> set, @Nullable StoredKey old) {
        List<Detail> wrong = new ArrayList<>();
        for (int i = 0; i < command.enabledModels().size(); i++) {
            ModelSlug model = command.enabledModels().get(i);
            if (!command.known().containsKey(model) && !set.ask(m -> m.isEnabled(model))) {
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

    private void checkDropped(ReplaceAiConfig command, Loaded<ModelEnablement> set) {
        List<ModelSlug> dropped =
                set.ask(ModelEnablement::enabled).stream()
                        .filter(m -> !command.enabledModels().contains(m))
                        .toList();
        if (!dropped.isEmpty()) {
            Loaded<NoteProcessingSettings> note =
                    notes.load(StreamId.noteProcessing(command.tenant()));
            if (dropped.stream().anyMatch(m -> note.ask(n -> n.uses(m)))) {
                throw DisableModelHandler.modelIsDefault();
            }
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
}
