package com.scaiwave.admin.assembly;

import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database on a PostgreSQL server, and how to connect to it.
 *
 * @param url a JDBC URL without user and password
 */
public record Database(String url) {
    private static final int CONNECT_SECONDS = 2;

    /**
     * How long the driver waits for a server to take a cancel. A statement that times out waits for
     * that as well, so a request takes up to this longer than its deadline.
     */
    private static final int CANCEL_SECONDS = 1;

    /** Longer than any statement takes; a process waits no longer for a dead server. */
    private static final int ANSWER_SECONDS = 60;

    /** Connections of one user, which are not pooled. What is set here overrides the URL. */
    public DataSource as(String user, @Nullable String password) {
        PGSimpleDataSource source = parsed();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setCancelSignalTimeout(CANCEL_SECONDS);
        source.setLogServerErrorDetail(false);
        source.setReWriteBatchedInserts(true);
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

    /**
     * With the parameters that the URL has, and no others. {@link PGSimpleDataSource#setUrl} would
     * set all that there are, and each connection would have them in its URL. Flyway matches that
     * against a regular expression for passwords, which took a tenth of a start.
     */
    private PGSimpleDataSource parsed() {
        Properties given = Driver.parseURL(url, null);
        if (given == null) {
            throw new IllegalArgumentException(
                    "not a usable JDBC URL of a PostgreSQL: " + url.replaceAll("\\?.*", "?…"));
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        for (PGProperty property : PGProperty.values()) {
            String value = given.getProperty(property.getName());
            if (value != null) {
                source.setProperty(property, value);
            }
        }
        return source;
    }
}
