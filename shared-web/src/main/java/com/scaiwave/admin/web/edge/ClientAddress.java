package com.scaiwave.admin.web.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** The client's address: that of the connection, or the one that a trusted proxy forwards. */
public final class ClientAddress {
    private ClientAddress() {}

    /**
     * The rightmost address that is not a trusted proxy's. Entries to its left were written by that
     * client and prove nothing. The search stops at an entry that is not an address.
     */
    public static String of(HttpServletRequest request, TrustedProxies trusted) {
        String connection = request.getRemoteAddr();
        IpAddress address = IpAddress.parse(connection);
        if (address == null) {
            return connection;
        }
        // A proxy may add a header line after those that the client sent.
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
