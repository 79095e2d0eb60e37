package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** All that a new projection needs: a view, its fold, and a line in a list. */
@NullMarked
class NewProjectionTest {
    /** How many reports there were about a tenant's rooms. */
    record RoomActivityView(long reports, long position) {
        static final RoomActivityView EMPTY = new RoomActivityView(0, 0);
        static final Fold<RoomActivityView> FOLD =
                Fold.from(RoomActivityView.class, EMPTY)
                        .on(RoomReported.class, e -> Key.of(e.tenant()), RoomActivityView::apply);

        private RoomActivityView apply(RoomReported event, StoredEvent recorded) {
            return new RoomActivityView(reports + 1, recorded.position());
        }
    }

    @Test
    void its_table_is_kept_and_agrees_with_looks_into_the_past() {
        TimeTravel.check(
                m -> new ViewProjection<>("rooms", 1, "views", RoomActivityView.FOLD, m),
                Map.of("views", RoomActivityView.FOLD));
    }
}
