package com.scaiwave.admin.command.models;

import com.scaiwave.admin.command.aiconfig.TenantAiConfig;
import com.scaiwave.admin.command.deciding.Aggregates;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.models.ModelEnablement.Switch;
import com.scaiwave.admin.command.noteprocessing.NoteProcessingSettings;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** The rule: a tenant's default model and its note-processing model are always enabled ones. */
@Component
public record DisableModelHandler(
        Aggregates<ModelEnablement.State> models,
        Aggregates<TenantAiConfig.State> configs,
        Aggregates<NoteProcessingSettings.State> notes) {

    @CommandHandler
    Decided<Switch> decide(DisableModel command) {
        StreamId stream = StreamId.models(command.tenant());
        ModelSlug model = command.model();
        ModelEnablement.State set = models.load(stream);
        if (!command.known() && set.versionOf(model) == 0) {
            throw ModelEnablement.modelNotFound();
        }
        command.expected().check(set.versionOf(model));
        if (set.isEnabled(model)) {
            checkUnused(command);
        }
        return models.record(stream, set.disable(command.tenant(), model))
                .decided(command.tenant(), model);
    }

    private void checkUnused(DisableModel command) {
        ModelSlug model = command.model();
        if (configs.load(StreamId.aiConfig(command.tenant())).hasDefault(model)
                || notes.load(StreamId.noteProcessing(command.tenant())).uses(model)) {
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
