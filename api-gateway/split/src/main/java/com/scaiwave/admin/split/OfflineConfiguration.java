package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.offline.Attached;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The database of a command that ends by itself. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseProperties.class, VaultProperties.class})
class OfflineConfiguration {

    @Bean
    Attached attached(DatabaseProperties database, VaultProperties vault) {
        return new Attached(database, vault.key());
    }
}
