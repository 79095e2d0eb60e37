package com.scaiwave.admin.split.gateway;

import com.scaiwave.admin.web.edge.Accept;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.List;

/**
 * What the gateway has to know of the API's endpoints: which answer is an event stream, and how
 * large a body may be. A test compares it with the document.
 */
final class Endpoints {
    private static final String EVENTS = "/v1/admin/events";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final List<String> PRODUCED = List.of("application/json", EVENT_STREAM);
    private static final String PLATFORM_EVENTS = "/v1/platform/events";
    private static final int LARGE = 1 << 20;
    private static final int USUAL = 256 << 10;

    private Endpoints() {}

    /** Whether the answer may be an event stream, which has no end. */
    static boolean maySendEvents(String method, String path) {
        return method.equals("GET") && path.equals(EVENTS);
    }

    /** Whether the answer is an event stream, by the same rule as in the node. */
    static boolean sendsEvents(String method, String path, List<String> accept) {
        if (!maySendEvents(method, path)) {
            return false;
        }
        String header = accept.isEmpty() ? null : String.join(", ", accept);
        try {
            return Accept.of(header).choose(PRODUCED).equals(EVENT_STREAM);
        } catch (Refusal _) {
            return false;
        }
    }

    /** The largest body that the endpoint takes. */
    static int mostBytes(String path) {
        return path.equals(PLATFORM_EVENTS) ? LARGE : USUAL;
    }
}
