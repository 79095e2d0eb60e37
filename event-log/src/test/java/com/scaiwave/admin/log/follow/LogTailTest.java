package com.scaiwave.admin.log.follow;

import static com.scaiwave.admin.log.follow.Appends.SICK;
import static com.scaiwave.admin.log.follow.Appends.SOUND;
import static com.scaiwave.admin.log.follow.Appends.enable;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of a log is never handed out when the log has become another one. */
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
        assertThat(read(Token.START, 5)).isEqualTo(log.readAfter(Token.START, 1_000));
    }

    private List<Recorded> read(Token start, int limit) {
        List<Recorded> all = new ArrayList<>();
        Token token = start;
        for (List<Recorded> page = tail.readAfter(token, limit);
                !page.isEmpty();
                page = tail.readAfter(token, limit)) {
            all.addAll(page);
            token = page.getLast().token();
        }
        return all;
    }

    private Token token(int position) {
        return log.readAfter(Token.START, 1_000).get(position - 1).token();
    }

    @Test
    void a_follower_that_is_behind_gets_what_is_kept() {
        assertThat(read(token(8), 3)).isEqualTo(log.readAfter(token(8), 1_000));
    }

    @Test
    void after_a_restore_a_follower_gets_what_the_log_has_then() {
        long head = log.head();
        Token before = token(8);
        database.superuser().execute(RESTORE.formatted(8));
        while (log.head() <= head) {
            enable(log, SICK, 1);
        }

        assertThat(read(before, 3)).isEqualTo(log.readAfter(before, 1_000));
    }

    @Test
    void after_a_restore_to_the_very_end_of_another_page_it_goes_on_with_the_log() {
        Token last = log.readAfter(Token.START, 1_000).getLast().token();
        enable(log, SICK, 1);
        assertThat(tail.readAfter(last, 100)).isNotEmpty();
        database.superuser().execute(RESTORE.formatted(last.position()));
        assertThat(tail.readAfter(last, 100)).isEmpty();
        enable(log, SICK, 1);

        assertThat(tail.readAfter(last, 100)).isEqualTo(log.readAfter(last, 100));
    }
}
