package com.scaiwave.admin.query.models;

import com.scaiwave.admin.query.projection.TimeTravel;
import com.scaiwave.admin.views.ModelView;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ModelViewTest {
    @Test
    void at_every_position_the_table_has_what_the_events_up_to_there_give() {
        TimeTravel.check(ModelView.FOLD);
    }
}
