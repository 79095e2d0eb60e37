package com.scaiwave.admin.command.aiconfig;

import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.FACTS;
import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.SMALL;
import static com.scaiwave.admin.command.Events.disabled;
import static com.scaiwave.admin.command.Events.enabled;
import static com.scaiwave.admin.command.Events.keySet;
import static com.scaiwave.admin.command.Events.madeDefault;
import static com.scaiwave.admin.command.Events.notesBy;
import static com.scaiwave.admin.command.Expectations.assertInvalid;
import static com.scaiwave.admin.command.Expectations.assertRefused;
import static com.scaiwave.admin.command.Expectations.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode;
import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.aiconfig.ReplaceAiConfig.KeyInput;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.web.refusal.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@NullMarked
@Order(1)
class ReplaceAiConfigTest {
    private static final KeyInput KEEP = new KeyInput.Keep(null);
    private static final String KEY = "sgk_0123456789abcdef0123456789abwxyz";

    private final CommandNode node = CommandNode.alone();

    @Test
    void models_that_are_added_and_dropped_are_one_version_and_no_update() {
        node.given(enabled(LARGE, 1, 1));

        Answer answer = node.send(models(ExpectedTags.NONE, SMALL));

        assertThat(node.newEvents()).containsExactly(enabled(SMALL, 2, 1), disabled(LARGE, 2, 2));
        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.eventIds()).isEqualTo(2);
        assertThat(answer.position()).isEqualTo(3);
    }

    @Test
    void models_and_another_field_are_one_version_as_well() {
        node.given(enabled(LARGE, 1, 1));

        Answer answer = node.send(withDefault(SMALL, ifMatch(1), LARGE, SMALL));

        assertThat(node.newEvents())
                .containsExactly(enabled(SMALL, 2, 1), madeDefault(SMALL, 2, 2));
        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.data().get("enabled_models").toString())
                .isEqualTo("[\"scai/large\",\"scai/small\"]");
    }

    @Test
    void the_version_counts_switches_that_were_turned_elsewhere_since() {
        node.given(enabled(LARGE, 1, 1), madeDefault(LARGE, 1, 2), enabled(SMALL, 2, 1));

        Answer answer = node.send(withDefault(LARGE, ifMatch(3), LARGE, SMALL));

        assertThat(answer.changed()).isFalse();
        assertThat(answer.version()).isEqualTo(3);
        assertThat(answer.position()).isEqualTo(3);
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void writing_the_defaults_over_nothing_records_nothing() {
        Answer answer = node.send(models(ifMatch(0)));

        assertThat(node.newEvents()).isEmpty();
        assertThat(answer.version()).isZero();
        assertThat(answer.position()).isEqualTo(-1);
    }

    @Test
    void a_default_model_is_among_the_enabled_ones_that_are_sent_with_it() {
        node.given(enabled(SMALL, 1, 1));

        assertInvalid(
                () -> node.send(withDefault(SMALL, ExpectedTags.NONE, LARGE)), "/default_model");
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void a_default_may_be_dropped_together_with_its_model() {
        node.given(enabled(LARGE, 1, 1), madeDefault(LARGE, 1, 2));

        node.send(models(ExpectedTags.NONE));

        assertThat(node.newEvents())
                .containsExactly(
                        new AiConfigUpdated(
                                TENANT, new Change<>(LARGE, null), null, null, null, 2, 3),
                        disabled(LARGE, 2, 2));
    }

    @Test
    void the_model_for_notes_can_not_be_dropped() {
        node.given(enabled(LARGE, 1, 1), notesBy(LARGE));

        assertRefused(ErrorCode.SW_MODEL_IS_DEFAULT, () -> node.send(models(ExpectedTags.NONE)));
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void the_model_for_notes_may_stay_where_another_is_dropped() {
        node.given(enabled(LARGE, 1, 1), enabled(SMALL, 2, 1), notesBy(LARGE));

        node.send(models(ExpectedTags.NONE, LARGE));

        assertThat(node.newEvents()).containsExactly(disabled(SMALL, 3, 2));
    }

    @Test
    void a_stale_precondition_takes_precedence_over_a_model_in_use() {
        node.given(enabled(LARGE, 1, 1), notesBy(LARGE));

        assertRefused(ErrorCode.SW_PRECONDITION_FAILED, () -> node.send(models(ifMatch(0))));
    }

    @Test
    void unknown_models_are_told_by_their_place_and_before_a_stale_precondition() {
        ModelSlug nobody = new ModelSlug("no/body");

        assertInvalid(() -> node.send(models(ifMatch(9), LARGE, nobody)), "/enabled_models/1");
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void a_model_that_left_the_catalog_may_stay_but_not_come_back() {
        ModelSlug old = new ModelSlug("scai/old");
        node.given(enabled(old, 1, 1));

        assertThat(node.send(models(ExpectedTags.NONE, old)).changed()).isFalse();
        node.send(models(ExpectedTags.NONE));
        assertInvalid(() -> node.send(models(ExpectedTags.NONE, old)), "/enabled_models/0");
    }

    @Test
    void a_service_token_needs_a_key() {
        assertInvalid(() -> node.send(key(AuthMode.SERVICE_TOKEN, KEEP)), "/scaigrid_api_key");
        assertInvalid(
                () -> node.send(key(AuthMode.SERVICE_TOKEN, new KeyInput.Clear())),
                "/scaigrid_api_key");
    }

    @Test
    void a_key_is_stored_apart_and_only_its_mask_is_told() {
        Answer answer = node.send(key(AuthMode.SERVICE_TOKEN, new KeyInput.Set(KEY)));

        assertThat(answer.data().get("scaigrid_api_key").stringValue()).isEqualTo("sgk_…wxyz");
        assertThat(answer.text()).doesNotContain(KEY);
        assertThat(node.newEvents().toString()).doesNotContain(KEY);
        assertThat(stored().lastFour()).isEqualTo("wxyz");
    }

    @Test
    void the_very_same_key_is_no_change() {
        node.send(key(AuthMode.SERVICE_TOKEN, new KeyInput.Set(KEY)));

        assertThat(node.send(key(AuthMode.SERVICE_TOKEN, new KeyInput.Set(KEY))).changed())
                .isFalse();
    }

    @Test
    void another_key_with_the_same_mask_is_a_change() {
        node.send(key(AuthMode.SERVICE_TOKEN, new KeyInput.Set(KEY)));
        StoredKey first = stored();

        Answer answer =
                node.send(key(AuthMode.SERVICE_TOKEN, new KeyInput.Set(KEY.replace('0', '1'))));

        assertThat(answer.changed()).isTrue();
        assertThat(stored().mask()).isEqualTo(first.mask());
        assertThat(stored().secret()).isNotEqualTo(first.secret());
        assertThat(node.hasSecret(stored().secret())).isTrue();
        assertThat(node.hasSecret(first.secret())).isFalse();
    }

    @Test
    void absent_and_masked_keep_the_key_and_null_clears_it() {
        assertThat(node.send(key(AuthMode.PER_USER_EXCHANGE, new KeyInput.Clear())).changed())
                .isFalse();
        node.send(key(AuthMode.SERVICE_TOKEN, new KeyInput.Set(KEY)));
        String secret = stored().secret();

        assertThat(node.send(key(AuthMode.SERVICE_TOKEN, KEEP)).changed()).isFalse();
        assertThat(node.send(key(AuthMode.SERVICE_TOKEN, new KeyInput.Keep("sgk_…wxyz"))).changed())
                .isFalse();
        Answer cleared = node.send(key(AuthMode.PER_USER_EXCHANGE, new KeyInput.Clear()));
        assertThat(cleared.changed()).isTrue();
        assertThat(cleared.data().get("scaigrid_api_key").isNull()).isTrue();
        assertThat(node.hasSecret(secret)).isFalse();
    }

    @Test
    void a_mask_that_is_not_the_keys_is_refused() {
        node.given(keySet(new StoredKey("secret-1", "wxyz")));

        assertInvalid(
                () -> node.send(key(AuthMode.PER_USER_EXCHANGE, new KeyInput.Keep("sgk_…0000"))),
                "/scaigrid_api_key");
    }

    @Test
    void templates_are_told_whole_with_the_old_ones() {
        PromptTemplate brief = new PromptTemplate("brief", "Be brief.");
        PromptTemplate kind = new PromptTemplate("kind", "Be kind.");
        node.given(
                new AiConfigUpdated(
                        TENANT, null, new Change<>(List.of(), List.of(brief)), null, null, 0, 1));

        node.send(
                new ReplaceAiConfig(
                        TENANT,
                        null,
                        List.of(),
                        Map.of(),
                        List.of(brief, kind),
                        AuthMode.PER_USER_EXCHANGE,
                        KEEP,
                        ifMatch(1)));

        assertThat(node.newEvents())
                .containsExactly(
                        new AiConfigUpdated(
                                TENANT,
                                null,
                                new Change<>(List.of(brief), List.of(brief, kind)),
                                null,
                                null,
                                0,
                                2));
    }

    private StoredKey stored() {
        AiConfigUpdated last = (AiConfigUpdated) node.newEvents().getLast();
        return Objects.requireNonNull(Objects.requireNonNull(last.apiKey()).now());
    }

    private static ReplaceAiConfig models(ExpectedTags expected, ModelSlug... models) {
        return withDefault(null, expected, models);
    }

    private static ReplaceAiConfig withDefault(
            @Nullable ModelSlug defaultModel, ExpectedTags expected, ModelSlug... models) {
        return new ReplaceAiConfig(
                TENANT,
                defaultModel,
                List.of(models),
                Map.of(LARGE, FACTS, SMALL, FACTS),
                List.of(),
                AuthMode.PER_USER_EXCHANGE,
                KEEP,
                expected);
    }

    private static ReplaceAiConfig key(AuthMode mode, KeyInput key) {
        return new ReplaceAiConfig(
                TENANT, null, List.of(), Map.of(), List.of(), mode, key, ExpectedTags.NONE);
    }
}
