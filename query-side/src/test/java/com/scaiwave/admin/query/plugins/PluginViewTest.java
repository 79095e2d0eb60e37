package com.scaiwave.admin.query.plugins;

import com.scaiwave.admin.query.projection.TimeTravel;
import com.scaiwave.admin.views.PluginView;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PluginViewTest {
    @Test
    void at_every_position_the_table_has_what_the_events_up_to_there_give() {
        TimeTravel.check(PluginView.FOLD);
    }
}
