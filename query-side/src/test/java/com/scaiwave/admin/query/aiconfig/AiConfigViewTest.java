package com.scaiwave.admin.query.aiconfig;

import com.scaiwave.admin.query.projection.TimeTravel;
import com.scaiwave.admin.views.AiConfigView;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class AiConfigViewTest {
    @Test
    void at_every_position_the_table_has_what_the_events_up_to_there_give() {
        TimeTravel.check(AiConfigView.FOLD);
    }
}
