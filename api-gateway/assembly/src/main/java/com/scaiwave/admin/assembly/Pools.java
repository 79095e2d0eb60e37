package com.scaiwave.admin.assembly;

import com.scaiwave.admin.log.NotNow;
import com.scaiwave.admin.log.deadline.RestartAwareDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Creates the connection pools of the sides. A caller waits at most a second for a connection. */
public final class Pools {
    // Together with a request's deadline, these are less than five seconds.
    private static final long WAIT_MILLIS = 1_000;
    private static final long VALIDATION_MILLIS = 300;

    /** How long a start waits for the database, which may be started at the same time. */
    private static final long START_MILLIS = 15_000;

    private Pools() {}

    /** Connections for reads and writes. */
    public static HikariDataSource pool(String name, DataSource source, int size) {
        return new HikariDataSource(config(name, source, size));
    }

    /** Connections for reads of a snapshot: read-only, with repeatable read. */
    public static HikariDataSource snapshots(String name, DataSource source, int size) {
        HikariConfig config = config(name, source, size);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        return new HikariDataSource(config);
    }

    /**
     * Connections for the set-up of a database, to be closed after it. Flyway takes a new one for
     * each of its steps, and each would cost the server a process.
     */
    static HikariDataSource brief(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private static HikariConfig config(String name, DataSource source, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(new RestartAwareDataSource(source));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(2);
        config.setInitializationFailTimeout(START_MILLIS);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setExceptionOverride(new Spoiled());
        return config;
    }

    /**
     * Evicts a connection whose server no longer takes writes, or whose answers belong to other
     * statements.
     */
    private static final class Spoiled implements SQLExceptionOverride {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException e) {
            return NotNow.spoils(e)
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }
}
