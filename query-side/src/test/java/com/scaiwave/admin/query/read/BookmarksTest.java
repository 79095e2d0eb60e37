package com.scaiwave.admin.query.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's place stands as long as the log has its event. */
@NullMarked
class BookmarksTest {
    private static final String ID = "0198c9a1-1111-7222-8333-444455556666";

    private static final EventLog LOG = TestPostgres.create().log(LogName.ADMINISTRATION);

    private final Bookmarks bookmarks = new Bookmarks(LOG);

    @BeforeAll
    static void something_happened() {
        RandomHistory.append(LOG, new RandomHistory(1).beginning());
    }

    @Test
    void a_place_is_read_back_as_it_was_written() {
        for (Checkpoint place :
                new Checkpoint[] {
                    Checkpoint.START,
                    new Checkpoint(7, null),
                    new Checkpoint(999_999_999_999_999_999L, UUID.fromString(ID))
                }) {
            assertThat(Bookmarks.parse(Bookmarks.text(place))).contains(place);
        }
        assertThat(Bookmarks.text(new Checkpoint(7, null))).isEqualTo("7");
        assertThat(Bookmarks.text(new Checkpoint(7, UUID.fromString(ID)))).isEqualTo("7-" + ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1",
                "7-",
                "7-x",
                "-" + ID,
                "7 " + ID,
                "1000000000000000000",
                "7-0198C9A1-1111-7222-8333-444455556666",
                "7-" + ID + "0"
            })
    void another_text_is_no_place(String text) {
        assertThat(Bookmarks.parse(text)).isEmpty();
    }

    @Test
    void a_position_is_protected_by_the_id_of_its_event() {
        assertThat(bookmarks.at(0)).isEqualTo(Checkpoint.START);
        assertThat(bookmarks.at(LOG.head())).isEqualTo(LOG.last());
        assertThat(bookmarks.at(LOG.head() + 1)).isEqualTo(new Checkpoint(LOG.head() + 1, null));
    }

    @Test
    void a_place_whose_event_the_log_does_not_have_is_refused() {
        Checkpoint last = LOG.last();

        for (Checkpoint stands :
                new Checkpoint[] {Checkpoint.START, last, new Checkpoint(1_000, null)}) {
            assertThat(bookmarks.stands(stands)).isTrue();
            assertThatNoException().isThrownBy(() -> bookmarks.check(stands));
        }
        for (Checkpoint lost :
                new Checkpoint[] {
                    new Checkpoint(last.position(), UUID.fromString(ID)),
                    new Checkpoint(last.position() + 1, last.event())
                }) {
            assertThat(bookmarks.stands(lost)).isFalse();
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> bookmarks.check(lost))
                    .extracting(Refusal::code)
                    .isEqualTo(ErrorCode.SW_POSITION_GONE);
        }
    }
}
