package com.scaiwave.admin.query.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.query.projection.TimeTravel;
import com.scaiwave.admin.views.StatsViews;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class StatsViewsTest {
    @Test
    void at_every_position_the_tables_have_what_the_events_up_to_there_give() {
        TimeTravel.check(
                StatsProjection::new,
                Map.of(
                        "rooms",
                        StatsViews.ROOMS,
                        "members",
                        StatsViews.MEMBERS,
                        "limits",
                        StatsViews.LIMITS));
    }

    @Test
    void a_sum_ends_at_what_a_double_holds_exactly() {
        long most = (1L << 53) - 1;
        assertThat(StatsViews.sum(2, -5)).isEqualTo(-3);
        assertThat(StatsViews.sum(most - 1, 1)).isEqualTo(most);
        assertThat(StatsViews.sum(most, 1)).isEqualTo(most);
        assertThat(StatsViews.sum(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(most);
        assertThat(StatsViews.sum(-most, -1)).isEqualTo(-most);
        assertThat(StatsViews.sum(0, Long.MIN_VALUE)).isEqualTo(-most);
        assertThat(StatsViews.sum(Long.MAX_VALUE, -Long.MAX_VALUE)).isZero();
    }
}
