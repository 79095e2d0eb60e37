package com.scaiwave.admin.log.follow;

import static com.scaiwave.admin.log.follow.Appends.SICK;
import static com.scaiwave.admin.log.follow.Appends.SOUND;
import static com.scaiwave.admin.log.follow.Appends.enable;
import static com.scaiwave.admin.log.follow.Appends.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kept events are never returned once the log was replaced. */
@NullMarked
class LogTailTest {
    private static final String RESTORE =
            """
            alter table log_administration.events disable trigger append_only;
            delete from log_administration.events where position > %d;
            alter table log_administration.events enable trigger append_only;
            """;

    private final TestPostgres database = TestPostgres.create();
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final LogTail tail = new LogTail(log);

    @BeforeEach
    void a_tail_that_has_read_all() {
        enable(log, SOUND, 24);
        assertThat(read(Checkpoint.START, 5)).isEqualTo(log.readAfter(Checkpoint.START, 1_000));
    }

    private List<StoredEvent> read(Checkpoint start, int limit) {
        return readAll(tail, start, limit);
    }

    private Checkpoint checkpoint(int position) {
        return log.readAfter(Checkpoint.START, 1_000).get(position - 1).checkpoint();
    }

    @Test
    void a_follower_that_is_behind_gets_what_is_kept() {
        assertThat(read(checkpoint(8), 3)).isEqualTo(log.readAfter(checkpoint(8), 1_000));
    }

    @Test
    void after_a_restore_a_follower_gets_what_the_log_has_then() {
        long head = log.head();
        Checkpoint before = checkpoint(8);
        database.superuser().execute(RESTORE.formatted(8));
        while (log.head() <= head) {
            enable(log, SICK, 1);
        }

        assertThat(read(before, 3)).isEqualTo(log.readAfter(before, 1_000));
    }

    @Test
    void after_a_restore_to_the_very_end_of_another_page_it_goes_on_with_the_log() {
        Checkpoint last = log.readAfter(Checkpoint.START, 1_000).getLast().checkpoint();
        enable(log, SICK, 1);
        assertThat(tail.readAfter(last, 100)).isNotEmpty();
        database.superuser().execute(RESTORE.formatted(last.position()));
        assertThat(tail.readAfter(last, 100)).isEmpty();
        enable(log, SICK, 1);

        assertThat(tail.readAfter(last, 100)).isEqualTo(log.readAfter(last, 100));
    }
}
