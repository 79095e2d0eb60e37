package com.scaiwave.admin.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Whether appends would be taken right now, from this role. */
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
     * Whether appends fail for lack of disk: since the last one did, and until one succeeds, or a
     * probe that needs as much of the disk as an ordinary one.
     */
    private boolean isDiskFull() {
        if (diskFull) {
            try {
                sql.statement(PROBE).query(Long.class).single();
                diskFull(false);
            } catch (DataAccessException e) {
                if (!NotNow.isDiskFull(e)) {
                    throw e;
                }
            }
        }
        return diskFull;
    }

    /** Takes note of what an append found. */
    void diskFull(boolean now) {
        if (diskFull != now) {
            diskFull = now;
            LOG.atWarn()
                    .addKeyValue("log", sql.log().schema())
                    .log(now ? "the disk of the database is full" : "the disk has room again");
        }
    }
}
