package com.scaiwave.admin.query.tenants;

import com.scaiwave.admin.query.projection.TimeTravel;
import com.scaiwave.admin.views.TenantView;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TenantViewTest {
    @Test
    void at_every_position_the_table_has_what_the_events_up_to_there_give() {
        TimeTravel.check(TenantView.FOLD);
    }
}
