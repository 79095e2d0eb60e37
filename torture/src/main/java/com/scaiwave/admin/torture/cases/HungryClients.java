package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients of the hungry tenant, each with one kind of request that it repeats until it is stopped.
 * Clients beyond the first 250 only hold connections.
 */
final class HungryClients implements AutoCloseable {
    private static final int MIXED = 250;
    private static final String LARGE = "?limit=1000";

    private final HungryRequests requests;
    private final List<String> asOf;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * Without clients at first.
     *
     * @param position the past position that reads ask for
     */
    HungryClients(HungryRequests requests, long position) {
        this.requests = requests;
        this.asOf = past(position);
    }

    /** Reads of the past, as of a position. */
    static List<String> past(long position) {
        return List.of(
                "/v1/admin/partners?limit=1&as_of=" + position,
                "/v1/admin/participants?limit=1&as_of=" + position,
                "/v1/admin/participants?limit=1000&as_of=" + position,
                "/v1/admin/ai-config?as_of=" + position);
    }

    /** Starts clients until {@code count} of them run. */
    void growTo(int count) {
        for (int n = threads.size(); n < count; n++) {
            int client = n;
            threads.add(Thread.ofVirtual().start(() -> run(client)));
        }
    }

    /** Stops the clients, and returns when the last answer has arrived. */
    @Override
    public void close() {
        stopped = true;
        Together.join(threads);
    }

    private void run(int client) {
        while (!stopped) {
            int n = next.incrementAndGet();
            switch (client < MIXED ? client % 7 : 5 + client % 2) {
                case 0 -> requests.write(n);
                case 1 -> requests.fetch("GET audit", "/v1/admin/audit" + LARGE);
                case 2 -> requests.fetch("GET events", "/v1/admin/events" + LARGE);
                case 3 -> requests.fetch("GET participants", "/v1/admin/participants" + LARGE);
                case 4 -> requests.fetch("GET as_of", asOf.get(n % asOf.size()));
                case 5 -> requests.slowly(slow(n), () -> stopped);
                default -> requests.unread(() -> stopped);
            }
        }
    }

    private static String slow(int n) {
        String list =
                switch (n % 3) {
                    case 0 -> "audit";
                    case 1 -> "events";
                    default -> "participants";
                };
        return "/v1/admin/" + list + LARGE;
    }
}
