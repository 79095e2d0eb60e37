package com.scaiwave.admin.query.partners;

import com.scaiwave.admin.query.projection.TimeTravel;
import com.scaiwave.admin.views.PartnerView;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PartnerViewTest {
    @Test
    void at_every_position_the_table_has_what_the_events_up_to_there_give() {
        TimeTravel.check(PartnerView.FOLD);
    }
}
