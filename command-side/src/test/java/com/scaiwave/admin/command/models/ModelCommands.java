package com.scaiwave.admin.command.models;

import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.FACTS;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.ModelSlug;
import org.jspecify.annotations.NullMarked;

/** Commands of this feature for stories that span features. */
@NullMarked
public final class ModelCommands {
    private ModelCommands() {}

    public static Object enable(ModelSlug model) {
        return new EnableModel(TENANT, model, FACTS, ExpectedTags.NONE);
    }

    /** Enables a model that the catalog does not know. */
    public static Object enableUnknown(ModelSlug model) {
        return new EnableModel(TENANT, model, null, ExpectedTags.NONE);
    }

    public static Object disable(ModelSlug model) {
        return new DisableModel(TENANT, model, true, ExpectedTags.NONE);
    }
}
