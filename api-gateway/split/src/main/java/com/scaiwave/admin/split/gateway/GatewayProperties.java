package com.scaiwave.admin.split.gateway;

import com.scaiwave.admin.web.edge.TrustedProxies;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the gateway sends requests.
 *
 * @param commandNodes the command side's processes, as {@code http://host:port}
 * @param queryNodes the query side's processes, as {@code http://host:port}
 * @param trustedProxies addresses or CIDR ranges of proxies in front of the gateway; what they
 *     write into {@code X-Forwarded-For} is believed
 * @param connectTimeout how long a connection to a node may take
 * @param answerTimeout how long a node may take to begin its answer, all attempts together
 * @param connectionsPerNode the most requests that a node gets at once, not counting event streams
 * @param streamsPerNode the most event streams that a node gets at once
 */
@ConfigurationProperties("scaiwave.gateway")
public record GatewayProperties(
        @DefaultValue List<URI> commandNodes,
        @DefaultValue List<URI> queryNodes,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("4900ms") Duration answerTimeout,
        @DefaultValue("512") int connectionsPerNode,
        @DefaultValue("1024") int streamsPerNode) {
    private static final String TRUSTED_PROXIES = "scaiwave.gateway.trusted-proxies";

    /** A name, which may have underscores, or an address; with a port or without. */
    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    public GatewayProperties {
        commandNodes = checked("command-nodes", commandNodes);
        queryNodes = checked("query-nodes", queryNodes);
        trustedProxies = List.copyOf(trustedProxies);
        TrustedProxies.of(TRUSTED_PROXIES, trustedProxies);
        if (!connectTimeout.isPositive() || !answerTimeout.isPositive()) {
            throw new IllegalArgumentException("scaiwave.gateway has timeouts of more than 0s");
        }
        if (connectionsPerNode < 1 || streamsPerNode < 1) {
            throw new IllegalArgumentException(
                    "scaiwave.gateway.connections-per-node and streams-per-node are 1 or more");
        }
    }

    TrustedProxies proxies() {
        return TrustedProxies.of(TRUSTED_PROXIES, trustedProxies);
    }

    private static List<URI> checked(String name, List<URI> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("scaiwave.gateway." + name + " is required");
        }
        for (URI node : nodes) {
            boolean plain =
                    "http".equals(node.getScheme())
                            && node.getRawAuthority() != null
                            && AUTHORITY.matcher(node.getRawAuthority()).matches()
                            && node.getRawQuery() == null
                            && node.getRawPath().replace("/", "").isEmpty();
            if (!plain) {
                throw new IllegalArgumentException(
                        "scaiwave.gateway." + name + " has a node that is no http://host:port");
            }
        }
        return List.copyOf(nodes);
    }
}
