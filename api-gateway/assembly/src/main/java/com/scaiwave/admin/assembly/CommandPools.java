package com.scaiwave.admin.assembly;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections of a process that has the command side. */
@Configuration(proxyBeanMethods = false)
public class CommandPools {

    @Bean(destroyMethod = "close")
    HikariDataSource commandDataSource(Connections database, PoolProperties sizes) {
        return Pools.pool("command", database.as(DatabaseRole.COMMAND), sizes.command());
    }
}
