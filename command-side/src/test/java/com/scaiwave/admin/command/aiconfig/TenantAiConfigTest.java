package com.scaiwave.admin.command.aiconfig;

import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.SMALL;
import static com.scaiwave.admin.command.Events.madeDefault;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.Told;
import com.scaiwave.admin.command.aiconfig.ReplaceAiConfig.KeyInput;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class TenantAiConfigTest {
    private static final StoredKey KEY = new StoredKey("secret-1", "wxyz");

    private final AggregateTestFixture<TenantAiConfig> config =
            Told.fixture(TenantAiConfig.class, TenantAiConfig::new);

    @Test
    void a_change_goes_on_from_the_version_that_the_enabled_set_has_raised() {
        config.given(madeDefault(LARGE, 1, 1))
                .when(replace(SMALL, KEY, 4, 4))
                .expectEvents(
                        new AiConfigUpdated(
                                TENANT,
                                new Change<>(LARGE, SMALL),
                                null,
                                null,
                                new Change<>(null, KEY),
                                4,
                                5))
                .expectState(c -> assertThat(c.state().version(6)).isEqualTo(7));
    }

    @Test
    void a_write_that_only_changes_the_enabled_set_is_not_recorded_here() {
        config.given(madeDefault(LARGE, 1, 1))
                .when(replace(LARGE, null, 1, 2))
                .expectNoEvents()
                .expectState(c -> assertThat(c.state().version(2)).isEqualTo(2));
    }

    private static Told<TenantAiConfig> replace(
            ModelSlug defaultModel, @Nullable StoredKey key, long before, long setVersion) {
        ReplaceAiConfig command =
                new ReplaceAiConfig(
                        TENANT,
                        defaultModel,
                        List.of(defaultModel),
                        Map.of(),
                        List.of(),
                        AuthMode.PER_USER_EXCHANGE,
                        new KeyInput.Keep(null),
                        ExpectedTags.NONE);
        return new Told<>(
                StreamId.aiConfig(TENANT),
                (c, recorder) ->
                        recorder.record(c.state().replace(command, key, before, setVersion)));
    }
}
