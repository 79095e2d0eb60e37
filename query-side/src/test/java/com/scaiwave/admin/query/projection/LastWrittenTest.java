package com.scaiwave.admin.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.follow.FollowerCheckpoint;
import com.scaiwave.admin.views.Key;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What this process last wrote is valid at the checkpoint that it left, and can be taken once. */
@NullMarked
class LastWrittenTest {
    private static final Generation GENERATION = new Generation("models", 1, 1, "models_1");
    private static final Generation OTHER = new Generation("models", 2, 1, "models_2");
    private static final Checkpoint HERE = new Checkpoint(7, new UUID(0, 7));
    private static final Key KEY = new Key("tnt_1", "");

    private final LastWritten written = new LastWritten();
    private final KnownViews views = new KnownViews();

    @Test
    void it_is_taken_at_the_checkpoint_at_which_it_was_kept() {
        written.keep(GENERATION, HERE, views);

        assertThat(written.take(GENERATION, FollowerCheckpoint.at(HERE))).isSameAs(views);
        assertThat(written.take(GENERATION, FollowerCheckpoint.at(HERE))).isNotSameAs(views);
    }

    @Test
    void it_is_void_where_another_process_has_moved_the_checkpoint_or_restored_the_log() {
        for (Checkpoint other :
                List.of(
                        new Checkpoint(8, new UUID(0, 8)),
                        new Checkpoint(7, new UUID(0, 9)),
                        Checkpoint.START)) {
            written.keep(GENERATION, HERE, views);
            assertThat(written.take(GENERATION, FollowerCheckpoint.at(other))).isNotSameAs(views);
        }
    }

    @Test
    void it_is_void_where_a_tenant_is_parked() {
        written.keep(GENERATION, HERE, views);

        assertThat(written.take(GENERATION, new FollowerCheckpoint(HERE, Set.of("tnt_1"))))
                .isNotSameAs(views);
    }

    @Test
    void each_generation_has_its_own_and_a_dropped_one_has_none() {
        written.keep(GENERATION, HERE, views);
        assertThat(written.take(OTHER, FollowerCheckpoint.at(HERE))).isNotSameAs(views);

        written.forget(List.of(GENERATION));
        assertThat(written.take(GENERATION, FollowerCheckpoint.at(HERE))).isNotSameAs(views);
    }

    @Test
    void a_view_is_known_by_its_table_and_key_until_it_is_removed() {
        views.put("views", KEY, "view", 10);

        assertThat(views.get("views", KEY)).isEqualTo("view");
        assertThat(views.get("switches", KEY)).isNull();
        assertThat(views.get("views", new Key("tnt_2", ""))).isNull();
        views.remove("views", KEY);
        assertThat(views.get("views", KEY)).isNull();
    }
}
