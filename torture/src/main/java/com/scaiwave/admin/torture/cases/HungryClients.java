package com.scaiwave.admin.torture.cases;

import java.util.List;

/**
 * Clients of the hungry tenant, each with one kind of request that it repeats until it is stopped.
 * Clients beyond the first 250 only hold connections.
 */
final class HungryClients implements AutoCloseable {
    private static final int MIXED = 250;
    private static final String LARGE = "?limit=1000";

    private final HungryRequests requests;
    private final List<String> asOf;
    private final Repeating clients = new Repeating();

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
        for (int n = clients.clients(); n < count; n++) {
            int client = n;
            clients.start(number -> run(client, number));
        }
    }

    /** Stops the clients, and returns when the last answer has arrived. */
    @Override
    public void close() {
        clients.close();
    }

    private void run(int client, int n) {
        switch (client < MIXED ? client % 7 : 5 + client % 2) {
            case 0 -> requests.write(n);
            case 1 -> requests.fetch("GET audit", "/v1/admin/audit" + LARGE);
            case 2 -> requests.fetch("GET events", "/v1/admin/events" + LARGE);
            case 3 -> requests.fetch("GET participants", "/v1/admin/participants" + LARGE);
            case 4 -> requests.fetch("GET as_of", asOf.get(n % asOf.size()));
            case 5 -> requests.slowly(slow(n), clients::isStopped);
            default -> requests.unread(clients::isStopped);
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
