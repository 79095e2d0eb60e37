package com.scaiwave.admin.command.noteprocessing;

import static com.scaiwave.admin.command.CommandNode.TENANT;
import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.notesBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.Told;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.NoteSettings;
import com.scaiwave.admin.events.StreamId;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class NoteProcessingSettingsTest {
    private final AggregateTestFixture<NoteProcessingSettings> notes =
            Told.fixture(NoteProcessingSettings.class, NoteProcessingSettings::new);

    @Test
    void only_what_changes_is_recorded_with_what_it_was() {
        notes.given(notesBy(LARGE))
                .when(replace(new NoteSettings(true, null, false, false, false, false, "Short.")))
                .expectEvents(
                        new NoteProcessingUpdated(
                                TENANT,
                                new Change<>(false, true),
                                new Change<>(LARGE, null),
                                null,
                                null,
                                null,
                                null,
                                new Change<>("", "Short."),
                                2))
                .expectState(n -> assertThat(n.state().uses(LARGE)).isFalse());
    }

    @Test
    void the_same_settings_again_record_nothing() {
        notes.given(notesBy(LARGE))
                .when(replace(new NoteSettings(false, LARGE, false, false, false, false, "")))
                .expectNoEvents()
                .expectState(n -> assertThat(n.state().uses(LARGE)).isTrue());
    }

    private static Told<NoteProcessingSettings> replace(NoteSettings wanted) {
        return new Told<>(
                StreamId.noteProcessing(TENANT),
                (n, recorder) -> recorder.record(n.state().replace(TENANT, wanted)));
    }
}
