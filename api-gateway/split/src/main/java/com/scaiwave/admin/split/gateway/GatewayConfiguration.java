package com.scaiwave.admin.split.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;

import com.scaiwave.admin.web.edge.ServerConfiguration;
import com.scaiwave.admin.web.health.HealthConfiguration;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** A process of the gateway. It has no connection to the database, and no keys. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(GatewayProperties.class)
@Import({ServerConfiguration.class, HealthConfiguration.class})
public class GatewayConfiguration {
    /** Shorter than a side keeps an idle connection, so that it is the gateway that closes it. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(10);

    /** Longer idle, and a connection is looked at before a request is sent on it. */
    private static final TimeValue FRESH = TimeValue.ofMilliseconds(100);

    @Bean
    Sides sides(GatewayProperties properties) {
        return new Sides(new Nodes(properties.commandNodes()), new Nodes(properties.queryNodes()));
    }

    /** Sends once, to where it is told, what it is told. */
    @Bean(destroyMethod = "close")
    CloseableHttpClient client(GatewayProperties properties) {
        int nodes = properties.commandNodes().size() + properties.queryNodes().size();
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setConnectionFactory(unchangedBytes())
                                .setMaxConnPerRoute(properties.connectionsPerNode())
                                .setMaxConnTotal(nodes * properties.connectionsPerNode())
                                .setConnectionConfigResolver(
                                        route -> connections(properties, route.getTargetHost()))
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
    private static ConnectionConfig connections(GatewayProperties properties, HttpHost node) {
        boolean writes = properties.commandNodes().stream().anyMatch(n -> isAt(n, node));
        return ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                .setValidateAfterInactivity(writes ? TimeValue.ZERO_MILLISECONDS : FRESH)
                .build();
    }

    private static boolean isAt(URI address, HttpHost node) {
        return address.getHost().equals(node.getHostName()) && address.getPort() == node.getPort();
    }

    @Bean(destroyMethod = "close")
    NodeWatch nodeWatch(Sides sides, CloseableHttpClient client) {
        return new NodeWatch(sides, client);
    }

    @Bean
    EventStreams eventStreams() {
        return new EventStreams();
    }

    @Bean
    Forwarding forwarding(
            Sides sides,
            CloseableHttpClient client,
            EventStreams streams,
            GatewayProperties properties) {
        return new Forwarding(sides, client, streams, properties);
    }

    @Bean
    ConnectionHeaders.OfRequests connectionHeadersOfRequests() {
        return new ConnectionHeaders.OfRequests();
    }

    @Bean
    ConnectionHeaders.OfResponses connectionHeadersOfResponses() {
        return new ConnectionHeaders.OfResponses();
    }

    /** Which side it is, {@link Forwarding} says: the framework sees one path and one method. */
    @Bean
    RouterFunction<ServerResponse> sidesRoute() {
        return route("sides")
                .route(RequestPredicates.path(GatewayFilter.FORWARD), http())
                .before(uri("http://sides"))
                .build();
    }

    @Bean
    FilterRegistrationBean<GatewayFilter> gatewayFilter(GatewayProperties properties) {
        FilterRegistrationBean<GatewayFilter> filter =
                new FilterRegistrationBean<>(new GatewayFilter(properties.proxies()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    ApplicationListener<ApplicationStartedEvent> opening(
            FilterRegistrationBean<GatewayFilter> gatewayFilter) {
        return _ -> Objects.requireNonNull(gatewayFilter.getFilter()).open();
    }
}
