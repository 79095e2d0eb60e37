package com.scaiwave.admin.query.promptstudio;

import com.scaiwave.admin.query.projection.TimeTravel;
import com.scaiwave.admin.views.PromptStudioView;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PromptStudioViewTest {
    @Test
    void at_every_position_the_table_has_what_the_events_up_to_there_give() {
        TimeTravel.check(PromptStudioView.FOLD);
    }
}
