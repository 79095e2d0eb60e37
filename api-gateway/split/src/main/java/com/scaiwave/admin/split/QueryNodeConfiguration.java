package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.QueryPools;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.query.QueryConfiguration;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.limits.RateLimitProperties;
import com.scaiwave.admin.web.limits.RateLimits;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A process of the query side. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({SideConfiguration.class, QueryPools.class, QueryConfiguration.class})
class QueryNodeConfiguration {

    @Bean
    Directory directory(@Qualifier("queryAdministrationLog") EventLog log) {
        return new Directory(log);
    }

    @Bean
    RateLimits rateLimits(
            RateLimitProperties properties, @Qualifier("queryDataSource") DataSource dataSource) {
        return new RateLimits(properties, dataSource);
    }
}
