package com.scaiwave.admin.split.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections to the nodes, in three pools: event streams, however many there are, take none
 * from requests, and both take none from the probes.
 */
final class NodeClients implements AutoCloseable {
    /** Shorter than a node keeps an idle connection, so that it is the gateway that closes it. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(60);

    /** Longer idle, and a connection is looked at before a request is sent on it. */
    private static final TimeValue FRESH = TimeValue.ofMilliseconds(100);

    /** One for the probe that runs, one for a probe that was given up a moment ago. */
    private static final int PROBES = 2;

    private final GatewayProperties properties;
    private final CloseableHttpClient requests;
    private final CloseableHttpClient streams;
    private final CloseableHttpClient probes;

    NodeClients(GatewayProperties properties) {
        this.properties = properties;
        this.requests = client(properties.connectionsPerNode());
        this.streams = client(properties.streamsPerNode());
        this.probes = client(PROBES);
    }

    /** For what has an end. */
    CloseableHttpClient requests() {
        return requests;
    }

    /** For event streams. */
    CloseableHttpClient streams() {
        return streams;
    }

    /** To ask nodes whether they are ready. */
    CloseableHttpClient probes() {
        return probes;
    }

    /** Sends once, to where it is told, what it is told. */
    private CloseableHttpClient client(int perNode) {
        int nodes = properties.commandNodes().size() + properties.queryNodes().size();
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setConnectionFactory(unchangedBytes())
                                .setMaxConnPerRoute(perNode)
                                .setMaxConnTotal(nodes * perNode)
                                .setConnectionConfigResolver(
                                        route -> connections(route.getTargetHost()))
                                .build())
                .setKeepAliveStrategy((_, _) -> IDLE)
                .evictExpiredConnections()
                .addExecInterceptorBefore(
                        ChainElement.MAIN_TRANSPORT.name(),
                        "sending",
                        (request, scope, chain) -> {
                            Forwarding.sending(scope.clientContext);
                            return chain.proceed(request, scope);
                        })
                .addRequestInterceptorLast(Forwarding::complete)
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .disableRedirectHandling()
                .build();
    }

    /**
     * The server reads each byte of a header as one character; here each becomes that byte again.
     */
    private static ManagedHttpClientConnectionFactory unchangedBytes() {
        return ManagedHttpClientConnectionFactory.builder()
                .charCodingConfig(
                        CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build())
                .build();
    }

    /**
     * A connection that the node has closed is noticed before anything is sent on it. Looking takes
     * a millisecond, which a write is worth; a read that met a closed door is sent again.
     */
    private ConnectionConfig connections(HttpHost node) {
        boolean writes =
                properties.commandNodes().stream().map(NodeClients::host).anyMatch(node::equals);
        return ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                .setValidateAfterInactivity(writes ? TimeValue.ZERO_MILLISECONDS : FRESH)
                .build();
    }

    /**
     * Where a node is. The authority is taken apart here: to {@link URI} a name with an underscore,
     * as container networks have them, is no host.
     */
    static HttpHost host(URI address) {
        String authority = address.getRawAuthority();
        int colon = authority.lastIndexOf(':');
        boolean port = colon >= 0 && !authority.endsWith("]");
        String name = port ? authority.substring(0, colon) : authority;
        String host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        return new HttpHost(
                address.getScheme(),
                host,
                port ? Integer.parseInt(authority.substring(colon + 1)) : 80);
    }

    @Override
    public void close() throws IOException {
        try (requests;
                streams;
                probes) {
            // Closing is all that is left to do.
        }
    }
}
