package com.scaiwave.admin.query.noteprocessing;

import com.scaiwave.admin.query.projection.TimeTravel;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class NoteProcessingViewTest {
    @Test
    void at_every_position_the_table_has_what_the_events_up_to_there_give() {
        TimeTravel.check(
                NoteProcessingProjection::new, Map.of("views", NoteProcessingView.FOLDING));
    }
}
