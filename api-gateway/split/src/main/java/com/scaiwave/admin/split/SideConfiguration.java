package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.PoolProperties;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.web.caller.AuthProperties;
import com.scaiwave.admin.web.edge.EdgeConfiguration;
import com.scaiwave.admin.web.health.HealthConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.server.mvc.GatewayServerMvcAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.filter.FilterAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayMultipartAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctionAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.predicate.PredicateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Shared by the processes of both sides: the edge and the master key, without the gateway's beans.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            FilterAutoConfiguration.class,
            GatewayMultipartAutoConfiguration.class,
            GatewayServerMvcAutoConfiguration.class,
            HandlerFunctionAutoConfiguration.class,
            PredicateAutoConfiguration.class
        })
@EnableConfigurationProperties({
    DatabaseProperties.class,
    PoolProperties.class,
    VaultProperties.class
})
@Import({EdgeConfiguration.class, HealthConfiguration.class})
class SideConfiguration {

    @Bean
    MasterKey masterKey(VaultProperties properties, AuthProperties auth) {
        if (auth.developmentTokens()) {
            throw new IllegalStateException("development tokens are for ./admin serve only");
        }
        return properties.key();
    }
}
