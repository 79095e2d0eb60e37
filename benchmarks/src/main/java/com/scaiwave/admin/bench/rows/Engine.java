package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.load.Callers.Call;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Appends events as a command does: one event, on the condition that its stream has not grown. Each
 * caller has streams of its own and knows their lengths, as cached aggregates do.
 */
record Engine(EventLog log, int tenants, AtomicLongArray versions) {
    Engine(EventLog log, int tenants) {
        this(log, tenants, new AtomicLongArray(tenants));
    }

    /** The calls of the n-th caller. */
    Call caller(int n, int callers) {
        int[] next = {n % tenants};
        return () -> {
            int tenant = next[0];
            next[0] = tenant + callers < tenants ? tenant + callers : n % tenants;
            append(tenant);
        };
    }

    /** Appends one event for each tenant. */
    void appendEach() {
        for (int n = 0; n < tenants; n++) {
            append(n);
        }
    }

    private void append(int number) {
        String tenant = tenant(number);
        long version = versions.get(number);
        Outcome outcome =
                log.append(
                        new Append(
                                Map.of(StreamId.aiConfig(new TenantId(tenant)), version),
                                List.of(LogDatabase.change(tenant, version + 1)),
                                List.of()));
        if (!(outcome instanceof Outcome.Appended)) {
            throw new IllegalStateException("not appended: " + outcome);
        }
        versions.set(number, version + 1);
    }

    static String tenant(int number) {
        return "tnt_bench%d".formatted(number);
    }
}
