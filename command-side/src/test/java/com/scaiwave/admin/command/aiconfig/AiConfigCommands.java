package com.scaiwave.admin.command.aiconfig;

import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.FACTS;

import com.scaiwave.admin.command.aiconfig.ReplaceAiConfig.KeyInput;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.ModelSlug;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Commands of this feature for stories that span features. */
@NullMarked
public final class AiConfigCommands {
    private AiConfigCommands() {}

    public static Object resource(ReplaceAiConfigHandler.Replaced replaced) {
        return AiConfigApi.resource(replaced);
    }

    /** Has one model enabled, and makes it the default one. */
    public static Object makeDefault(ModelSlug model) {
        return new ReplaceAiConfig(
                TENANT,
                model,
                List.of(model),
                Map.of(model, FACTS),
                List.of(),
                AuthMode.PER_USER_EXCHANGE,
                new KeyInput.Keep(null),
                ExpectedTags.NONE);
    }

    /** Has these models enabled and no others, and no default. */
    public static Object enableOnly(ModelSlug... models) {
        return new ReplaceAiConfig(
                TENANT,
                null,
                List.of(models),
                Stream.of(models).collect(Collectors.toMap(m -> m, _ -> FACTS)),
                List.of(),
                AuthMode.PER_USER_EXCHANGE,
                new KeyInput.Keep(null),
                ExpectedTags.NONE);
    }

    /** As if it had never been configured. */
    public static Object reset() {
        return new ReplaceAiConfig(
                TENANT,
                null,
                List.of(),
                Map.of(),
                List.of(),
                AuthMode.PER_USER_EXCHANGE,
                new KeyInput.Keep(null),
                ExpectedTags.NONE);
    }
}
