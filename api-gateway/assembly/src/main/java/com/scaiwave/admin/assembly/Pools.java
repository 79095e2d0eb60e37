package com.scaiwave.admin.assembly;

import com.scaiwave.admin.log.NotNow;
import com.scaiwave.admin.log.RestartAwareDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The pools that the sides ask for: nobody waits long for a connection. */
public final class Pools {
    // Together with the deadline of a request these are less than five seconds.
    private static final long WAIT_MILLIS = 1_000;
    private static final long VALIDATION_MILLIS = 300;

    /** A process may be started together with its database. */
    private static final long START_MILLIS = 15_000;

    private Pools() {}

    /** Connections for any work. */
    public static HikariDataSource pool(String name, DataSource source, int size) {
        return new HikariDataSource(config(name, source, size));
    }

    /** Connections for reads that see one moment: read-only, and of repeatable read. */
    public static HikariDataSource snapshots(String name, DataSource source, int size) {
        HikariConfig config = config(name, source, size);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
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
     * A connection that would answer the next caller wrongly is closed, whatever else it could do.
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
