package com.scaiwave.admin.web.edge;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxies in front of a process.
 *
 * @param trustedProxies addresses or CIDR ranges of proxies whose {@code X-Forwarded-For} is
 *     believed; none by default: the client's address is the connection's
 */
@ConfigurationProperties("scaiwave.edge")
public record EdgeProperties(@DefaultValue List<String> trustedProxies) {
    private static final String TRUSTED_PROXIES = "scaiwave.edge.trusted-proxies";

    public EdgeProperties {
        trustedProxies = List.copyOf(trustedProxies);
        TrustedProxies.of(TRUSTED_PROXIES, trustedProxies);
    }

    TrustedProxies proxies() {
        return TrustedProxies.of(TRUSTED_PROXIES, trustedProxies);
    }
}
