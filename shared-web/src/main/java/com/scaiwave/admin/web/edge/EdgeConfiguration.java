package com.scaiwave.admin.web.edge;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.caller.AuthProperties;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.IssuerKeys;
import com.scaiwave.admin.web.caller.TokenVerifier;
import com.scaiwave.admin.web.document.ApiDocument;
import com.scaiwave.admin.web.document.Routes;
import com.scaiwave.admin.web.limits.BucketCleaning;
import com.scaiwave.admin.web.limits.RateLimitProperties;
import com.scaiwave.admin.web.limits.RateLimits;
import com.scaiwave.admin.web.registry.ModelCatalog;
import com.scaiwave.admin.web.registry.PluginRegistry;
import com.scaiwave.admin.web.registry.RegistryProperties;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The HTTP edge of a process, the same for the command side and the query side. Each side provides
 * a {@link Directory} and {@link RateLimits}.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({
    AuthProperties.class,
    EdgeProperties.class,
    RateLimitProperties.class,
    RegistryProperties.class
})
@Import(ServerConfiguration.class)
public class EdgeConfiguration implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Call.Argument());
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ApiDocument apiDocument() {
        return ApiDocument.load();
    }

    @Bean
    Routes routes(ApiDocument document) {
        return new Routes(document);
    }

    @Bean
    ModelCatalog modelCatalog(RegistryProperties properties, Clock clock) {
        return ModelCatalog.load(properties.models(), clock);
    }

    @Bean
    PluginRegistry pluginRegistry(RegistryProperties properties) {
        return PluginRegistry.load(properties.plugins());
    }

    @Bean
    AccessPolicy accessPolicy(Directory directory) {
        return new AccessPolicy(directory);
    }

    /** Not needed for development tokens, which have keys of their own. */
    @Bean
    @ConditionalOnProperty(
            name = "scaiwave.auth.development-tokens",
            havingValue = "false",
            matchIfMissing = true)
    IssuerKeys issuerKeys(AuthProperties properties) {
        return IssuerKeys.of(properties);
    }

    @Bean
    BucketCleaning bucketCleaning(RateLimits limits) {
        return new BucketCleaning(limits);
    }

    @Bean
    TokenVerifier tokenVerifier(
            JWKSource<SecurityContext> keys, AuthProperties properties, Clock clock) {
        String issuer =
                properties.developmentTokens()
                        ? AuthProperties.DEVELOPMENT_ISSUER
                        : Objects.requireNonNull(properties.issuer()).toString();
        return new TokenVerifier(keys, issuer, properties, clock);
    }

    /** Runs before any filter that asks PostgreSQL, since it gives the request its deadline. */
    @Bean
    FilterRegistrationBean<EdgeFilter> edgeFilter(
            Routes routes,
            TokenVerifier tokens,
            AccessPolicy access,
            EdgeProperties properties,
            ObjectProvider<PublicPath> publicPaths,
            RateLimits limits,
            Clock clock) {
        Set<String> paths = publicPaths.stream().map(PublicPath::path).collect(Collectors.toSet());
        FilterRegistrationBean<EdgeFilter> filter =
                new FilterRegistrationBean<>(
                        new EdgeFilter(routes, tokens, access, properties, paths, limits, clock));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    EveryConnector headerLimit(EdgeProperties properties) {
        HeaderLimit limit = new HeaderLimit(properties.proxies());
        return new EveryConnector(http -> http.addCustomizer(limit));
    }

    /**
     * A path that is not in the document and needs no token, such as that of development tokens.
     */
    public record PublicPath(String path) {}
}
