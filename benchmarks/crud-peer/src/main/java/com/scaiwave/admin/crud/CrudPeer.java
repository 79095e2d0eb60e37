package com.scaiwave.admin.crud;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The application; it prints {@code ready} when it serves. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
public class CrudPeer {
    public static void main(String[] arguments) {
        SpringApplication.run(CrudPeer.class, arguments);
    }

    @Bean
    WebMvcConfigurer callers(Tokens tokens) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver(tokens));
            }
        };
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        System.out.println(
                "ready "
                        + event.getApplicationContext()
                                .getEnvironment()
                                .getProperty("server.port"));
    }
}
