package com.scaiwave.admin.command.promptstudio;

import static com.scaiwave.admin.command.Expectations.ifMatch;
import static com.scaiwave.admin.command.Expectations.refusal;

import com.scaiwave.admin.command.Told;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.refusal.ErrorCode;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PromptStudioSettingsTest {
    private static final TenantId TENANT = new TenantId("tnt_demo");
    private static final PromptStudioUpdated OPENED_TO_EDITORS =
            new PromptStudioUpdated(
                    TENANT,
                    new Change<>(false, true),
                    new Change<>(List.of(), List.of("editor")),
                    null,
                    1);

    private final AggregateTestFixture<PromptStudioSettings> studio =
            Told.fixture(PromptStudioSettings.class);

    @Test
    void the_first_write_records_what_differs_from_the_defaults() {
        studio.givenNoPriorActivity()
                .when(replace(true, List.of("editor"), List.of(), ExpectedTags.NONE))
                .expectEvents(OPENED_TO_EDITORS)
                .expectResultMessagePayload(written(true, List.of("editor"), List.of(), 1));
    }

    @Test
    void writing_the_defaults_over_nothing_records_nothing() {
        studio.givenNoPriorActivity()
                .when(replace(false, List.of(), List.of(), ExpectedTags.NONE))
                .expectNoEvents()
                .expectResultMessagePayload(written(false, List.of(), List.of(), 0));
    }

    @Test
    void writing_the_same_again_records_nothing_and_keeps_the_version() {
        studio.given(OPENED_TO_EDITORS)
                .when(replace(true, List.of("editor"), List.of(), ifMatch(1)))
                .expectNoEvents()
                .expectResultMessagePayload(written(true, List.of("editor"), List.of(), 1));
    }

    @Test
    void a_change_tells_the_old_value_beside_the_new_one_and_only_of_what_changed() {
        studio.given(OPENED_TO_EDITORS)
                .when(replace(true, List.of("admin"), List.of("staff"), ifMatch(1)))
                .expectEvents(
                        new PromptStudioUpdated(
                                TENANT,
                                null,
                                new Change<>(List.of("editor"), List.of("admin")),
                                new Change<>(List.of(), List.of("staff")),
                                2))
                .expectResultMessagePayload(written(true, List.of("admin"), List.of("staff"), 2));
    }

    @Test
    void a_stale_precondition_is_refused_even_where_nothing_would_change() {
        studio.given(OPENED_TO_EDITORS)
                .when(replace(true, List.of("editor"), List.of(), ifMatch(0)))
                .expectException(refusal(ErrorCode.SW_PRECONDITION_FAILED))
                .expectNoEvents();
    }

    @Test
    void version_zero_is_that_of_settings_that_were_never_written() {
        studio.givenNoPriorActivity()
                .when(replace(true, List.of("editor"), List.of(), ifMatch(0)))
                .expectEvents(OPENED_TO_EDITORS);
    }

    private static ReplacePromptStudio replace(
            boolean enabled, List<String> roles, List<String> groups, ExpectedTags expected) {
        return new ReplacePromptStudio(TENANT, enabled, roles, groups, expected);
    }

    private static Decided<PromptStudioSettings.State> written(
            boolean enabled, List<String> roles, List<String> groups, long version) {
        StreamId stream = StreamId.promptStudio(TENANT);
        return Decided.of(
                new PromptStudioSettings.State(
                        version == 0 ? null : stream, enabled, roles, groups, version),
                version,
                stream);
    }
}
