package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.DatabaseSetup;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Sets the database up, and ends. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class MigrationConfiguration {

    @Bean
    ApplicationRunner migration(DatabaseProperties properties) {
        return _ ->
                new DatabaseSetup(properties.database(), properties.passwords())
                        .run(properties.administratorUser(), properties.administratorPassword());
    }
}
