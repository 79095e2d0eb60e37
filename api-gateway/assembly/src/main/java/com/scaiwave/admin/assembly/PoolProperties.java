package com.scaiwave.admin.assembly;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many connections to the database a process has at most; a query-side process has one more,
 * which listens.
 *
 * @param command of a command-side process
 * @param query of a query-side process, to read the logs
 * @param projection of a query-side process, to keep the read model
 * @param snapshot of a query-side process, to answer reads
 */
@ConfigurationProperties("scaiwave.database.pools")
public record PoolProperties(
        @DefaultValue("12") int command,
        @DefaultValue("8") int query,
        @DefaultValue("12") int projection,
        @DefaultValue("12") int snapshot) {
    public PoolProperties {
        if (Math.min(Math.min(command, query), Math.min(projection, snapshot)) < 2) {
            throw new IllegalArgumentException("scaiwave.database.pools are 2 or more each");
        }
    }
}
