package com.scaiwave.admin.split.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;

import com.scaiwave.admin.web.edge.EveryConnector;
import com.scaiwave.admin.web.edge.ServerConfiguration;
import com.scaiwave.admin.web.health.HealthConfiguration;
import java.util.Objects;
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
    private static final int HEAD_BYTES = 16 << 10;

    @Bean
    Sides sides(GatewayProperties properties) {
        return new Sides(new Nodes(properties.commandNodes()), new Nodes(properties.queryNodes()));
    }

    @Bean(destroyMethod = "close")
    NodeClients nodeClients(GatewayProperties properties) {
        return new NodeClients(properties);
    }

    /** A node accepts 1 KiB more, for the headers that the gateway adds. */
    @Bean
    EveryConnector heads() {
        return new EveryConnector(http -> http.setRequestHeaderSize(HEAD_BYTES));
    }

    @Bean(destroyMethod = "close")
    NodeWatch nodeWatch(Sides sides, NodeClients clients) {
        return new NodeWatch(sides, clients.probes());
    }

    @Bean
    EventStreams eventStreams() {
        return new EventStreams();
    }

    @Bean
    Forwarding forwarding(
            Sides sides, NodeClients clients, EventStreams streams, GatewayProperties properties) {
        return new Forwarding(sides, clients, streams, properties);
    }

    @Bean
    ConnectionHeaders.OfRequests connectionHeadersOfRequests() {
        return new ConnectionHeaders.OfRequests();
    }

    @Bean
    ConnectionHeaders.OfResponses connectionHeadersOfResponses() {
        return new ConnectionHeaders.OfResponses();
    }

    /**
     * One route for all requests: the framework sees one path and one method, and {@link
     * Forwarding} chooses the side.
     */
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
