package com.scaiwave.admin.query.participants;

import com.scaiwave.admin.query.projection.TimeTravel;
import com.scaiwave.admin.views.ParticipantView;
import com.scaiwave.admin.views.SwitchView;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ParticipantViewTest {
    @Test
    void at_every_position_the_table_has_what_the_events_up_to_there_give() {
        TimeTravel.check(
                ParticipantsProjection::new,
                Map.of("views", ParticipantView.FOLD, "switches", SwitchView.FOLD));
    }
}
