package com.scaiwave.admin.query.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.MeteringEvent.AiUsed;
import com.scaiwave.admin.events.MeteringEvent.StorageChanged;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.PlatformEvent.RoomAction;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.web.caller.TenantSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullMarked
class StatsProjectionTest {
    private static final TenantId TENANT = new TenantId("tnt_1");
    private static final ParticipantId ADA = new ParticipantId("ptc_ada");

    private final TestPostgres database = ReadSide.database();
    private final ReadSide side = ReadSide.on(database).start();
    private int told;

    @AfterEach
    void stop() {
        side.close();
    }

    @Test
    void what_the_platform_tells_of_our_own_participants_changes_nothing() {
        given(created(), joined(ParticipantType.HUMAN), left());

        assertThat(rows("select type from {schema}.members")).containsExactly("model");
    }

    @Test
    void a_participant_that_the_platform_told_of_before_it_was_ours_is_ours_as_well() {
        given(joined(ParticipantType.HUMAN), created(), left());

        assertThat(rows("select type from {schema}.members")).containsExactly("model");
    }

    @Test
    void who_leaves_is_not_counted_any_more() {
        given(joined(ParticipantType.AGENT), joined(ParticipantType.HUMAN), left(), left());

        assertThat(rows("select type from {schema}.members")).isEmpty();
    }

    @Test
    void a_room_that_is_first_heard_of_by_its_close_is_one_and_keeps_the_type_it_is_told() {
        given(room(RoomAction.CLOSE, null));
        assertThat(rows("select type || ' ' || state from {schema}.rooms"))
                .containsExactly("unknown closed");

        given(room(RoomAction.RESTORE, "group"), room(RoomAction.ARCHIVE, null));
        assertThat(rows("select type || ' ' || state from {schema}.rooms"))
                .containsExactly("group archived");
    }

    @Test
    void what_is_measured_adds_up_in_a_batch_and_over_batches() {
        measured(used("2026-10-31T23:59:59Z", 1), used("2026-11-01T00:00:00Z", 2), stored(700));
        measured(used("2026-11-30T23:59:59Z", 3), stored(-200), stored(5));

        assertThat(
                        rows(
                                """
                                select concat_ws(' ', month, model, requests, input_tokens, output_tokens)
                                from {schema}.usage order by month
                                """))
                .containsExactly("2026-10 scai/large 1 10 100", "2026-11 scai/large 5 50 500");
        assertThat(rows("select bytes::text from {schema}.storage")).containsExactly("505");
    }

    private AiUsed used(String time, long requests) {
        return new AiUsed(
                TENANT,
                origin(),
                Instant.parse(time),
                "scai/large",
                requests,
                10 * requests,
                100 * requests);
    }

    private StorageChanged stored(long bytes) {
        return new StorageChanged(TENANT, origin(), Instant.EPOCH, bytes);
    }

    private void measured(Event... events) {
        RandomHistory.append(database.log(LogName.METERING), List.of(events));
    }

    private void given(Event... events) {
        RandomHistory.append(database.log(LogName.ADMINISTRATION), List.of(events));
    }

    private List<String> rows(String statement) {
        return side.reads()
                .now(
                        side.projection("stats"),
                        new TenantSet.All(),
                        sql -> List.copyOf(sql.sql(statement).query(String.class).list()));
    }

    private Origin origin() {
        return new Origin("//platform", "event-" + ++told);
    }

    private RoomReported room(RoomAction action, @Nullable String type) {
        return new RoomReported(TENANT, origin(), action, "lobby", type, null, null);
    }

    private PersonJoined joined(ParticipantType type) {
        return new PersonJoined(TENANT, origin(), ADA, type, null, null, null, null);
    }

    private PersonLeft left() {
        return new PersonLeft(TENANT, origin(), ADA, null);
    }

    private static ParticipantCreated created() {
        return Tenants.ada(TENANT, ADA, "ada");
    }
}
