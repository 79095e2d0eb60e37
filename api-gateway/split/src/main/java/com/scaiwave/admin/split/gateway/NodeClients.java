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
 * The connections to the nodes, in three pools, so that event streams can't take the connections of
 * requests, and neither can take those of the probes.
 */
final class NodeClients implements AutoCloseable {
    /** Shorter than a node's idle timeout, so that the gateway closes an idle connection first. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(60);

    /** A connection that was idle for longer is checked before a read is sent on it. */
    private static final TimeValue FRESH = TimeValue.ofMilliseconds(100);

    /** One for the running probe, and one for a probe that was just given up. */
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

    /** For requests whose answers end. */
    CloseableHttpClient requests() {
        return requests;
    }

    /** For event streams. */
    CloseableHttpClient streams() {
        return streams;
    }

    /** For readiness probes. */
    CloseableHttpClient probes() {
        return probes;
    }

    /** A client without retries, redirects, cookies or decompression. */
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
     * Writes each character of a header as one byte; the server has read each byte as a character.
     */
    private static ManagedHttpClientConnectionFactory unchangedBytes() {
        return ManagedHttpClientConnectionFactory.builder()
                .charCodingConfig(
                        CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build())
                .build();
    }

    /**
     * Checks before each write whether the node has closed the connection. That takes a
     * millisecond, which a write is worth. A read on a closed connection is sent again.
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
     * The host and port of a node. Its authority is parsed here: {@link URI} accepts no host with
     * an underscore, as container networks have them.
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
            // The try statement closes all three.
        }
    }
}
