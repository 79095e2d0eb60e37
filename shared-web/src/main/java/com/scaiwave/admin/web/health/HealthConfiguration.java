package com.scaiwave.admin.web.health;

import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of a process, from all checks that it has. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShutdownProperties.class)
public class HealthConfiguration {

    @Bean
    Drain drain(ShutdownProperties properties) {
        return new Drain(properties);
    }

    @Bean
    HealthApi healthApi(List<HealthCheck> checks) {
        return new HealthApi(checks);
    }
}
