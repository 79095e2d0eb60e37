package com.scaiwave.admin.command;

import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.aiconfig.TenantAiConfig;
import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.command.models.ModelEnablement.Switch;
import com.scaiwave.admin.command.noteprocessing.NoteProcessingSettings;
import com.scaiwave.admin.command.partners.PartnerAccount;
import com.scaiwave.admin.command.promptstudio.PromptStudioSettings;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteSettings;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The cache of states is bounded by what each state says of its texts. */
@NullMarked
class StateSizesTest {

    @Test
    void texts_are_counted() {
        List<PromptTemplate> templates = List.of(new PromptTemplate("ab", "cde"));
        assertThat(
                        new TenantAiConfig.State(
                                        null, null, templates, AuthMode.SERVICE_TOKEN, null, 1, 0)
                                .characters())
                .isEqualTo(5);
        assertThat(
                        new PromptStudioSettings.State(null, true, List.of("ab"), List.of("cde"), 1)
                                .characters())
                .isEqualTo(5);
        NoteSettings notes = new NoteSettings(true, null, true, true, true, true, "abcde");
        assertThat(new NoteProcessingSettings.State(null, notes, 1).characters()).isEqualTo(5);
    }

    @Test
    void each_switch_is_counted() {
        long one = switches(LARGE).characters();

        assertThat(one).isGreaterThan(100);
        assertThat(switches(LARGE, SMALL).characters()).isEqualTo(2 * one);
    }

    private static ModelEnablement.State switches(ModelSlug... models) {
        SortedMap<ModelSlug, Switch> all = new TreeMap<>();
        Stream.of(models).forEach(m -> all.put(m, new Switch(true, 1, null)));
        return new ModelEnablement.State(null, all, 1, 1);
    }

    @Test
    void a_partner_is_larger_the_more_are_above_it() {
        long top = partner();

        assertThat(top).isGreaterThanOrEqualTo(1_000);
        assertThat(partner("prt_1", "prt_2")).isGreaterThanOrEqualTo(top + 60);
    }

    private static long partner(String... ancestors) {
        return new PartnerAccount.State(
                        null,
                        Events.partner("prt_3", PartnerStatus.ACTIVE, null, ancestors),
                        null,
                        0,
                        1)
                .characters();
    }
}
