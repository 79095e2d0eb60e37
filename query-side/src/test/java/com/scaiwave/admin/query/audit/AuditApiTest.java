package com.scaiwave.admin.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.TestCall;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Page by page, in both directions, the audit log has each entry once. */
@NullMarked
class AuditApiTest {
    private static final int ENTRIES = 7;
    private static final TestPostgres DATABASE = ReadSide.database();
    private static final EventLog LOG = DATABASE.log(LogName.ADMINISTRATION);

    private static final ReadSide SIDE = ReadSide.on(DATABASE).start();

    private static int tenants;
    private static int reported;

    private final TenantId tenant = new TenantId("tnt_" + ++tenants);
    private final Checkpoint start = LOG.last();
    private final Cursors cursors = new Cursors(DATABASE.vault());
    private final AuditApi api =
            new AuditApi(
                    cursors,
                    new AuditReads(SIDE.reads(), (AuditProjection) SIDE.projection("audit"), LOG),
                    LOG,
                    new Bookmarks(LOG));
    private final TestCall call =
            TestCall.of("audit", new TenantSet.One(new Directory.Tenant(tenant, List.of())));

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @BeforeEach
    void some_entries() {
        for (int n = 0; n < ENTRIES; n++) {
            report();
        }
    }

    @Test
    void the_newest_come_first_and_the_last_page_has_no_cursor() {
        for (int limit : List.of(1, 3, ENTRIES - 1, ENTRIES, ENTRIES + 1)) {
            TestCall asked = call.with("limit", limit);
            List<String> found = new ArrayList<>();
            String cursor = null;
            int pages = 0;
            do {
                JsonNode page = page(asked.with("cursor", cursor));
                found.addAll(ids(page));
                cursor = cursor(page);
                pages++;
            } while (cursor != null);

            assertThat(found).as("pages of %s", limit).isEqualTo(ids(1, ENTRIES).reversed());
            assertThat(pages).isEqualTo((ENTRIES + limit - 1) / limit);
        }
    }

    @Test
    void in_the_other_order_a_client_can_go_on_when_there_are_new_ones() {
        for (int limit : List.of(1, 3, ENTRIES, ENTRIES + 1)) {
            TestCall asked = call.with("order", "asc").with("limit", limit);
            int already = stored().size();
            List<String> found = new ArrayList<>();
            String cursor = readToTheEnd(asked, null, found);
            assertThat(found).as("pages of %s", limit).isEqualTo(ids(1, already));

            report();

            readToTheEnd(asked, cursor, found);
            assertThat(found).isEqualTo(ids(1, already + 1));
        }
    }

    /** Reads until a page is empty; returns the cursor of that page. */
    private String readToTheEnd(TestCall asked, @Nullable String after, List<String> found) {
        JsonNode page = page(asked.with("cursor", after));
        while (!page.get("data").isEmpty()) {
            found.addAll(ids(page));
            page = page(asked.with("cursor", cursor(page)));
        }
        return Objects.requireNonNull(cursor(page));
    }

    @Test
    void entries_since_an_instant_and_before_another() {
        TestCall between = call.with("since", recordedAt(3)).with("until", recordedAt(6));

        assertThat(ids(page(between))).isEqualTo(ids(3, 5).reversed());
        assertThat(ids(page(between.with("order", "asc")))).isEqualTo(ids(3, 5));
        assertThat(ids(page(call.with("since", recordedAt(3)))))
                .isEqualTo(ids(3, ENTRIES).reversed());
        assertThat(ids(page(call.with("until", recordedAt(3))))).isEqualTo(ids(1, 2).reversed());
        assertThat(ids(page(call.with("until", recordedAt(3).plusNanos(1)))))
                .isEqualTo(ids(1, 3).reversed());
    }

    @Test
    void pages_of_a_period_stay_within_it() {
        TestCall between =
                call.with("since", recordedAt(3)).with("until", recordedAt(6)).with("limit", 2);

        JsonNode newest = page(between);
        assertThat(ids(newest)).isEqualTo(ids(4, 5).reversed());
        JsonNode rest = page(between.with("cursor", cursor(newest)));
        assertThat(ids(rest)).isEqualTo(ids(3, 3));
        assertThat(cursor(rest)).isNull();
        List<String> found = new ArrayList<>();
        readToTheEnd(between.with("order", "asc"), null, found);
        assertThat(found).isEqualTo(ids(3, 5));
    }

    @Test
    void an_empty_period_begins_where_it_says_for_a_client_that_goes_on() {
        TestCall later = call.with("order", "asc").with("since", recordedAt(ENTRIES).plusNanos(1));
        JsonNode none = page(later);
        assertThat(none.get("data")).isEmpty();

        report();

        assertThat(ids(page(later.with("cursor", cursor(none)))))
                .isEqualTo(ids(ENTRIES + 1, ENTRIES + 1));
    }

    @Test
    void a_cursor_into_a_history_that_was_lost_is_refused() {
        String lost = Bookmarks.text(new Checkpoint(LOG.head(), UUID.randomUUID()));
        assertRefused(ErrorCode.SW_POSITION_GONE, cursors.after(call.call(), lost));
        assertRefused(ErrorCode.SW_VALIDATION_FAILED, cursors.after(call.call(), "no place"));
        assertRefused(ErrorCode.SW_VALIDATION_FAILED, "forged");
    }

    @Test
    void what_is_no_instant_is_refused() {
        for (String parameter : List.of("since", "until")) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> page(call.with(parameter, "yesterday")))
                    .satisfies(refusal ->
                            assertThat(refusal.details())
                                    .extracting(Refusal.Detail::field)
                                    .containsExactly(parameter));
        }
    }

    private void assertRefused(ErrorCode code, String cursor) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> page(call.with("cursor", cursor)))
                .extracting(Refusal::code)
                .isEqualTo(code);
    }

    private void report() {
        reported++;
        RandomHistory.append(
                LOG,
                tenant,
                List.of(
                        new PlatformReported(
                                tenant,
                                new Origin("//platform", "e" + reported),
                                "call.started",
                                null,
                                null)));
    }

    private JsonNode page(TestCall asked) {
        byte[] body = Objects.requireNonNull(api.list(asked.call()).getBody());
        return ApiJson.mapper().readTree(body);
    }

    private static @Nullable String cursor(JsonNode page) {
        JsonNode cursor = page.at("/meta/next_cursor");
        return cursor.isNull() ? null : cursor.stringValue();
    }

    private static List<String> ids(JsonNode page) {
        return page.get("data").valueStream().map(e -> e.get("id").stringValue()).toList();
    }

    /** The ids of the entries at these positions and between them, oldest first. */
    private List<String> ids(int first, int last) {
        return stored().subList(first - 1, last).stream().map(e -> "audit-" + e.id()).toList();
    }

    private Instant recordedAt(int position) {
        return stored().get(position - 1).recordedAt();
    }

    private List<StoredEvent> stored() {
        return LOG.readAfter(start, 100);
    }
}
