package com.scaiwave.admin.web.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The proxies whose {@code X-Forwarded-For} is believed, as addresses or CIDR ranges. */
public final class TrustedProxies {
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");
    private static final int MAPPED = 96;

    private final List<Range> ranges;

    private TrustedProxies(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Parses the configured proxies.
     *
     * @param property the property's name, for the message
     * @throws IllegalArgumentException if an entry is neither an address nor a range
     */
    public static TrustedProxies of(String property, List<String> configured) {
        List<Range> ranges = new ArrayList<>();
        for (String text : configured) {
            ranges.add(range(property, text.strip()));
        }
        return new TrustedProxies(ranges);
    }

    boolean contain(IpAddress address) {
        for (Range range : ranges) {
            if (range.contains(address.bytes())) {
                return true;
            }
        }
        return false;
    }

    private static Range range(String property, String text) {
        String[] parts = text.split("/", -1);
        IpAddress network = IpAddress.literal(parts[0]);
        boolean wellFormed =
                network != null
                        && (parts.length == 1
                                || (parts.length == 2 && BITS.matcher(parts[1]).matches()));
        if (network != null && wellFormed) {
            int most = network.bytes().length * 8;
            // An IPv4-mapped range counts its bits as IPv6 does.
            int before = most == 32 && parts[0].contains(":") ? MAPPED : 0;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]) - before;
            if (bits >= 0 && bits <= most) {
                return new Range(network, bits);
            }
        }
        throw new IllegalArgumentException(
                property + " has '" + text + "', which is no address and no CIDR range");
    }

    private record Range(IpAddress network, int bits) {
        boolean contains(byte[] address) {
            byte[] own = network.bytes();
            if (own.length != address.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((own[i / 8] & mask) != (address[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
