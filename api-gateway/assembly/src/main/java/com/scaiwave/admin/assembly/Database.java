package com.scaiwave.admin.assembly;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database on a PostgreSQL server, and how to connect to it.
 *
 * @param url a JDBC URL without user and password
 */
public record Database(String url) {
    private static final int CONNECT_SECONDS = 2;

    /** Longer than any statement takes; a process waits no longer for a dead server. */
    private static final int ANSWER_SECONDS = 60;

    /** Connections of one user, which are not pooled. */
    public DataSource as(String user, @Nullable String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setCancelSignalTimeout(CONNECT_SECONDS);
        source.setLogServerErrorDetail(false);
        source.setReWriteBatchedInserts(true);
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** The name of the database. */
    public String name() {
        return String.valueOf(parsed().getDatabaseName());
    }

    /** Another database on the same server. */
    public Database sibling(String name) {
        PGSimpleDataSource source = parsed();
        source.setDatabaseName(name);
        return new Database(source.getUrl());
    }

    private PGSimpleDataSource parsed() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }
}
