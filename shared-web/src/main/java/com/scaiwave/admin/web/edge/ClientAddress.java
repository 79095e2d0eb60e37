package com.scaiwave.admin.web.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** Where a request came from: the connection's address, or what a trusted proxy says. */
public final class ClientAddress {
    private ClientAddress() {}

    /**
     * The nearest address that is no trusted proxy's, read from the right: what stands left of it
     * was written by whoever is there. What is no address ends the way back.
     */
    public static String of(HttpServletRequest request, TrustedProxies trusted) {
        String connection = request.getRemoteAddr();
        IpAddress address = IpAddress.parse(connection);
        if (address == null) {
            return connection;
        }
        // A proxy may add a line of its own below those that the client sent.
        List<String> forwarded = Collections.list(request.getHeaders("X-Forwarded-For"));
        if (forwarded.isEmpty() || !trusted.contain(address)) {
            return address.toString();
        }
        for (String hop : List.of(String.join(",", forwarded).split(",", -1)).reversed()) {
            IpAddress next = IpAddress.parse(unquoted(hop.strip()));
            if (next == null) {
                break;
            }
            address = next;
            if (!trusted.contain(address)) {
                break;
            }
        }
        return address.toString();
    }

    private static String unquoted(String hop) {
        return hop.length() > 1 && hop.startsWith("\"") && hop.endsWith("\"")
                ? hop.substring(1, hop.length() - 1)
                : hop;
    }
}
