package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.assembly.PoolProperties;
import com.scaiwave.admin.assembly.Pools;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.query.QueryConfiguration;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.limits.RateLimitProperties;
import com.scaiwave.admin.web.limits.RateLimits;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A process of the query side. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({SideConfiguration.class, QueryConfiguration.class})
class QueryNodeConfiguration {

    @Bean(destroyMethod = "close")
    HikariDataSource queryDataSource(DatabaseProperties database, PoolProperties sizes) {
        return Pools.pool("query", database.as(DatabaseRole.QUERY), sizes.query());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource projectionDataSource(DatabaseProperties database, PoolProperties sizes) {
        return Pools.pool("projection", database.as(DatabaseRole.PROJECTOR), sizes.projection());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource snapshotDataSource(DatabaseProperties database, PoolProperties sizes) {
        return Pools.snapshots("snapshot", database.as(DatabaseRole.QUERY), sizes.snapshot());
    }

    @Bean
    DataSource signalDataSource(DatabaseProperties database) {
        return database.as(DatabaseRole.QUERY);
    }

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
