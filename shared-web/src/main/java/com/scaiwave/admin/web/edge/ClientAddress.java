package com.scaiwave.admin.web.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a request came from: the connection's address, or what a trusted proxy says. */
public final class ClientAddress {
    private ClientAddress() {}

    /**
     * The nearest address that is no trusted proxy's, read from the right: what stands left of it
     * was written by whoever is there.
     */
    public static String of(HttpServletRequest request, List<String> trusted) {
        String address = request.getRemoteAddr();
        // A proxy may add a line of its own below those that the client sent.
        List<String> forwarded = Collections.list(request.getHeaders("X-Forwarded-For"));
        if (forwarded.isEmpty() || !isTrusted(address, trusted)) {
            return address;
        }
        List<String> hops = List.of(String.join(",", forwarded).split(",", -1)).reversed();
        for (String hop : hops) {
            InetAddress parsed = parse(hop.strip());
            if (parsed == null) {
                return address;
            }
            address = parsed.getHostAddress();
            if (!isTrusted(address, trusted)) {
                return address;
            }
        }
        return address;
    }

    private static boolean isTrusted(String address, List<String> trusted) {
        InetAddress parsed = parse(address);
        return parsed != null && trusted.stream().anyMatch(range -> contains(range, parsed));
    }

    private static boolean contains(String range, InetAddress address) {
        String[] parts = range.split("/", 2);
        InetAddress network = parse(parts[0]);
        if (network == null || network.getAddress().length != address.getAddress().length) {
            return false;
        }
        byte[] a = network.getAddress();
        byte[] b = address.getAddress();
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : a.length * 8;
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Literals only: nothing a client sends is looked up. */
    private static @Nullable InetAddress parse(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
