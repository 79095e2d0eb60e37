package com.scaiwave.admin.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The index decides which entries are on a page; their content comes from the log. */
@NullMarked
class AuditReadsTest {
    private static final int APPENDS = 150;
    private static final AuditFilter ALL = AuditFilter.ofActions(List.of());
    private static final TenantSet TENANT =
            new TenantSet.One(new Directory.Tenant(new TenantId("tnt_1"), List.of()));

    private final TestPostgres database = ReadSide.database();
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final ReadSide side = ReadSide.on(database).start();
    private final AuditReads audit =
            new AuditReads(side.reads(), (AuditProjection) side.projection("audit"), log);

    @BeforeEach
    void append() {
        RandomHistory history = new RandomHistory(7);
        RandomHistory.append(log, history.beginning());
        for (int i = 0; i < APPENDS; i++) {
            RandomHistory.append(log, history.next());
        }
    }

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void what_an_entry_says_is_what_its_event_says() {
        List<AuditEntry> all = entries();

        assertThat(audit.now(query(new TenantSet.All(), 0, true, 1_000, Page.MOST_BYTES)))
                .isEqualTo(new Page<>(all, false));
        assertThat(audit.now(query(TENANT, 0, false, 3, Page.MOST_BYTES)))
                .isEqualTo(
                        new Page<>(
                                all.reversed().stream()
                                        .filter(e -> "tnt_1".equals(e.tenant()))
                                        .limit(3)
                                        .toList(),
                                true));
    }

    @Test
    void a_page_ends_where_its_events_get_large_and_nothing_is_lost_between_pages() {
        List<AuditEntry> found = new ArrayList<>();
        Page<AuditEntry> page;
        int pages = 0;
        do {
            long after = found.isEmpty() ? 0 : found.getLast().position();
            page = audit.now(query(new TenantSet.All(), after, true, 1_000, 5_000));
            assertThat(page.entries()).isNotEmpty();
            found.addAll(page.entries());
            pages++;
        } while (page.more());

        assertThat(found).isEqualTo(entries());
        assertThat(pages).isGreaterThan(5);
    }

    @Test
    void an_event_that_is_larger_than_a_page_is_a_page() {
        Page<AuditEntry> page = audit.now(query(new TenantSet.All(), 0, true, 10, 1));

        assertThat(page.entries()).hasSize(1);
        assertThat(page.more()).isTrue();
    }

    @Test
    void an_index_of_a_history_that_was_lost_is_not_believed() {
        audit.now(query(new TenantSet.All(), 0, true, 1, Page.MOST_BYTES));
        database.superuser()
                .execute(
                        """
                        alter table log_administration.events disable trigger append_only;
                        delete from log_administration.events where position > 20;
                        """);
        assertLost(query(new TenantSet.All(), 30, true, 10, Page.MOST_BYTES));

        new RandomHistory(8).beginning().forEach(e -> RandomHistory.append(log, List.of(e)));
        assertLost(query(TENANT, 20, true, 10, Page.MOST_BYTES));
    }

    private void assertLost(AuditQuery query) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> audit.asItIs(query))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_READ_LAGGING);
    }

    private List<AuditEntry> entries() {
        return log.readAfter(Checkpoint.START, 10_000).stream()
                .filter(e -> e.event() instanceof AdminEvent)
                .map(AuditEntry::of)
                .toList();
    }

    private static AuditQuery query(
            TenantSet tenants, long after, boolean ascending, int limit, int bytes) {
        return new AuditQuery(tenants, ALL, after, Long.MAX_VALUE, ascending, limit, bytes);
    }
}
