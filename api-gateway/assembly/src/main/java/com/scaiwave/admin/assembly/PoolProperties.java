package com.scaiwave.admin.assembly;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The most connections to the database that a process has in each pool. A query-side process has
 * one more, which listens.
 *
 * @param command connections of a command-side process
 * @param query connections of a query-side process that read the logs
 * @param projection connections of a query-side process that write the read model
 * @param snapshot connections of a query-side process that answer reads
 */
@ConfigurationProperties("scaiwave.database.pools")
public record PoolProperties(
        @DefaultValue("12") int command,
        @DefaultValue("8") int query,
        @DefaultValue("12") int projection,
        @DefaultValue("12") int snapshot) {
    public PoolProperties {
        if (Math.min(Math.min(command, query), Math.min(projection, snapshot)) < 2) {
            throw new IllegalArgumentException("each of scaiwave.database.pools must be 2 or more");
        }
    }
}
