package com.scaiwave.admin.command.models;

import com.scaiwave.admin.command.aiconfig.TenantAiConfig;
import com.scaiwave.admin.command.noteprocessing.NoteProcessingSettings;
import com.scaiwave.admin.command.write.Aggregates;
import com.scaiwave.admin.command.write.Aggregates.Loaded;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.resource.ModelSwitch;
import org.axonframework.commandhandling.CommandHandler;

/** The rule: a tenant's default model and its note-processing model are always enabled ones. */
public final class DisableModelHandler {
    private final Aggregates<ModelEnablement> models;
    private final Aggregates<TenantAiConfig> configs;
    private final Aggregates<NoteProcessingSettings> notes;

    public DisableModelHandler(
            Aggregates<ModelEnablement> models,
            Aggregates<TenantAiConfig> configs,
            Aggregates<NoteProcessingSettings> notes) {
        this.models = models;
        this.configs = configs;
        this.notes = notes;
    }

    @CommandHandler
    Written<ModelSwitch> decide(DisableModel command, Recorder recorder) {
        ModelSlug model = command.model();
        Loaded<ModelEnablement> enablement = models.load(StreamId.models(command.tenant()));
        long version = enablement.ask(m -> m.versionOf(model));
        if (!command.known() && version == 0) {
            throw ModelEnablement.modelNotFound();
        }
        command.precondition().check(version);
        if (enablement.ask(m -> m.isEnabled(model))) {
            checkUnused(command);
            enablement.tell(m -> m.disable(command.tenant(), model, recorder));
        }
        return enablement.ask(m -> m.written(command.tenant(), model));
    }

    private void checkUnused(DisableModel command) {
        ModelSlug model = command.model();
        if (configs.load(StreamId.aiConfig(command.tenant())).ask(c -> c.hasDefault(model))
                || notes.load(StreamId.noteProcessing(command.tenant())).ask(n -> n.uses(model))) {
            throw modelIsDefault();
        }
    }

    /** What is answered where a model is to be disabled that something uses. */
    public static Refusal modelIsDefault() {
        return new Refusal(
                ErrorCode.SW_MODEL_IS_DEFAULT,
                "The model is the default one, or the one for notes.");
    }
}
