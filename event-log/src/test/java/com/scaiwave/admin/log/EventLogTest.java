package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.appendingIf;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class EventLogTest {
    private final EventLog log = TestPostgres.create().log(LogName.ADMINISTRATION);

    @Test
    void what_was_appended_is_read_back_with_its_place() {
        Append first = appendingIf(Map.of(WEB_STREAM, 0L), enabled(WEB));
        Append second = appendingIf(Map.of(WEB_STREAM, 1L), enabled(WEB));
        assertThat(log.append(first)).isEqualTo(new Outcome.Appended(1L));
        assertThat(log.append(second)).isEqualTo(new Outcome.Appended(2L));

        List<Recorded> stream = log.readStream(WEB_STREAM, 0);
        assertThat(stream).extracting(Recorded::position).containsExactly(1L, 2L);
        assertThat(stream).extracting(Recorded::sequence).containsExactly(0L, 1L);
        assertThat(stream)
                .extracting(Recorded::id)
                .containsExactly(first.events().getFirst().id(), second.events().getFirst().id());
        assertThat(stream).extracting(Recorded::event).containsOnly(enabled(WEB));
        assertThat(stream.getFirst().metadata().ip())
                .extracting(Personal::value)
                .isEqualTo("127.0.0.1");
        assertThat(log.readStream(WEB_STREAM, 1)).containsExactly(stream.getLast());
        assertThat(log.readAfter(Token.START, 10)).isEqualTo(stream);
        assertThat(log.readStreams(List.of(), List.of(StreamId.pluginsOf(TENANT)), 1))
                .containsExactly(stream.getFirst());
        assertThat(log.head()).isEqualTo(2);
    }
}
