package com.scaiwave.admin.assembly;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections of a process that has the query side. */
@Configuration(proxyBeanMethods = false)
public class QueryPools {

    @Bean(destroyMethod = "close")
    HikariDataSource queryDataSource(Connections database, PoolProperties sizes) {
        return Pools.pool("query", database.as(DatabaseRole.QUERY), sizes.query());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource projectionDataSource(Connections database, PoolProperties sizes) {
        return Pools.pool("projection", database.as(DatabaseRole.PROJECTOR), sizes.projection());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource snapshotDataSource(Connections database, PoolProperties sizes) {
        return Pools.snapshots("snapshot", database.as(DatabaseRole.QUERY), sizes.snapshot());
    }

    @Bean
    DataSource signalDataSource(Connections database) {
        return database.as(DatabaseRole.QUERY);
    }
}
