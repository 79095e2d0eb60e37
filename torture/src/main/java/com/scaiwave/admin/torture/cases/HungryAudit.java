package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Outline;
import com.scaiwave.admin.torture.client.StoredEventIds;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads pages of large audit entries: each page must be bounded in bytes, and have each entry of
 * the log once.
 */
record HungryAudit(Cluster cluster, HungryRequests requests, Run run) {
    private static final String PAGE = "/v1/admin/audit?limit=1000&action=ai_config.update";
    private static final String KIND = "GET audit, page by page";
    private static final long MOST = 4 << 20;
    private static final long ENVELOPE = 4 << 10;
    private static final int ALL = Integer.MAX_VALUE;

    /** Reads several first pages at the same time, all of which must be answered. */
    void firstPages(int atOnce) throws Exception {
        int stored = storedIds().size();
        List<Optional<Outline>> pages =
                Together.times(atOnce, _ -> page("GET audit, first page", PAGE));
        for (Optional<Outline> page : pages) {
            if (page.isEmpty()) {
                run.found("a first page of the audit was not answered");
            } else {
                check(page.get());
                if (page.get().next().isEmpty() && page.get().ids().size() < stored) {
                    run.found("no cursor behind %d entries".formatted(page.get().ids().size()));
                }
            }
        }
    }

    /** Reads every entry, newest first. */
    void readToTheEnd() throws SQLException {
        compare(ALL);
    }

    /** Reads the newest entries only. */
    void readNewest(int pages) throws SQLException {
        compare(pages);
    }

    private void compare(int pages) throws SQLException {
        List<String> expected = storedIds().stream().map(id -> "audit-" + id).toList();
        List<String> got = new ArrayList<>();
        String cursor = "";
        boolean ended = false;
        for (int n = 0; n < pages && !ended && n <= expected.size(); n++) {
            Optional<Outline> page = page(KIND, PAGE + cursor);
            if (page.isEmpty()) {
                run.found("a page of the audit was not answered");
                return;
            }
            check(page.get());
            got.addAll(page.get().ids());
            ended = page.get().next().isEmpty();
            cursor = "&cursor=" + page.get().next();
        }
        run.figure("audit entries read, of all", got.size() + " of " + expected.size());
        if (got.size() > expected.size()
                || !got.equals(expected.subList(0, got.size()))
                || (pages == ALL && got.size() < expected.size())) {
            run.found(
                    "the audit has %d entries that are not the %d of the log"
                            .formatted(got.size(), expected.size()));
        }
    }

    /** A page; a refusal is repeated where the machine is shared, as with writes. */
    private Optional<Outline> page(String kind, String target) {
        AtomicReference<Optional<Outline>> page = new AtomicReference<>(Optional.empty());
        Waiting.isTrueWithin(
                HungryTenant.repeats(run),
                () -> {
                    page.set(requests.page(kind, target));
                    return page.get().isPresent();
                });
        return page.get();
    }

    private List<String> storedIds() throws SQLException {
        List<String> written = requests.written();
        return written.isEmpty() ? List.of() : new StoredEventIds(cluster).like(written.getLast());
    }

    private void check(Outline page) {
        if (page.bytes() > MOST + page.largest() + ENVELOPE) {
            run.found("an audit page has %d bytes".formatted(page.bytes()));
        }
    }
}
