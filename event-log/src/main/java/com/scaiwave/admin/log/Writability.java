package com.scaiwave.admin.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Whether appends would be accepted right now, from this database role. */
final class Writability {
    private static final Logger LOG = LoggerFactory.getLogger(Writability.class);
    private static final String WRITABLE =
            """
            select not pg_is_in_recovery()
                and current_setting('transaction_read_only') = 'off'
                and has_function_privilege('{schema}.append'::regproc, 'execute')
            """;
    private static final String PROBE = "select {schema}.probe_disk()";

    private final LogSql sql;
    private volatile boolean diskFull;

    Writability(LogSql sql) {
        this.sql = sql;
    }

    boolean isWritable() {
        return sql.query(WRITABLE, statement -> statement.query(Boolean.class).single())
                && !sql.orUnavailable(this::isDiskFull);
    }

    /**
     * Whether the disk is full: true from an append that failed for that reason until an append or
     * a probe succeeds. The probe writes to the disk as an append does.
     */
    private boolean isDiskFull() {
        if (diskFull) {
            try {
                sql.write(PROBE).query(Long.class).single();
                diskFull(false);
            } catch (DataAccessException e) {
                if (!NotNow.isDiskFull(e)) {
                    throw e;
                }
            }
        }
        return diskFull;
    }

    /** Notes whether an append found the disk full. */
    void diskFull(boolean now) {
        if (diskFull != now) {
            diskFull = now;
            LOG.atWarn()
                    .addKeyValue("log", sql.log().schema())
                    .log(now ? "the disk of the database is full" : "the disk has room again");
        }
    }
}
