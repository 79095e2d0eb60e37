package com.scaiwave.admin.web.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address with one written form, that of RFC 5952: without brackets or zone, an IPv4-mapped
 * address as IPv4.
 */
public record IpAddress(InetAddress value) {
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[\\d.]+):\\d{1,5}");
    private static final Pattern BRACKETS = Pattern.compile("\\[(.*)]");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern ZONE = Pattern.compile("%[^:]+$");

    /** Longer than any address with zone and port. */
    private static final int LONGEST = 100;

    /**
     * The client's address: that of the connection, or the one that a trusted proxy forwards, which
     * is the rightmost address that is not a trusted proxy's. Entries to its left were written by
     * that client and prove nothing. The search stops at an entry that is not an address.
     */
    public static String ofClient(HttpServletRequest request, TrustedProxies trusted) {
        String connection = request.getRemoteAddr();
        IpAddress address = parse(connection);
        if (address == null) {
            return connection;
        }
        // A proxy may add a header line after those that the client sent.
        List<String> forwarded = Collections.list(request.getHeaders("X-Forwarded-For"));
        if (forwarded.isEmpty() || !trusted.contain(address)) {
            return address.toString();
        }
        for (String hop : List.of(String.join(",", forwarded).split(",", -1)).reversed()) {
            IpAddress next = parse(unquoted(hop.strip()));
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

    /**
     * Parses an address as servers and proxies write it: a literal, or one with a port behind it.
     */
    static @Nullable IpAddress parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher port = WITH_PORT.matcher(text);
        return literal(port.matches() ? port.group(1) : text);
    }

    /**
     * IPv4, or IPv6 with or without brackets and zone; null for anything else, such as a host name.
     */
    static @Nullable IpAddress literal(String text) {
        Matcher brackets = BRACKETS.matcher(text);
        if (brackets.matches()) {
            return v6(brackets.group(1));
        }
        return V4.matcher(text).matches() ? of(text) : v6(text);
    }

    private static @Nullable IpAddress v6(String text) {
        String address = ZONE.matcher(text).replaceFirst("");
        return V6.matcher(address).matches() ? of(address) : null;
    }

    private static @Nullable IpAddress of(String literal) {
        try {
            return new IpAddress(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    byte[] bytes() {
        return value.getAddress();
    }

    /**
     * RFC 5952, section 4: the longest run of zero groups is {@code ::}, of equal ones the first.
     */
    @Override
    public String toString() {
        byte[] bytes = bytes();
        if (bytes.length == 4) {
            return value.getHostAddress();
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF);
        }
        int from = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > longest) {
                from = i;
                longest = run;
            }
        }
        return from < 0
                ? text(groups, 0, 8)
                : text(groups, 0, from) + "::" + text(groups, from + longest, 8);
    }

    private static String text(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
