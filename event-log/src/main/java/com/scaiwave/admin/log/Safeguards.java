package com.scaiwave.admin.log;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks what PostgreSQL must guarantee before requests are served: an acknowledged append survives
 * a crash, and the role of these connections can change the log only through {@code append}, even
 * if the application has a bug.
 */
public final class Safeguards {
    private static final String SETTINGS =
            """
            select name || ' is ' || setting from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
            order by name
            """;
    private static final String ROLE =
            """
            select rolname || ' is a superuser or bypasses row-level security'
            from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)
            """;
    private static final String TABLES =
            """
            select current_user || ' may ' || p.privilege || ' on ' || c.oid::regclass
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            cross join unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER'])
                as p(privilege)
            where n.nspname = ? and c.relkind in ('r', 'p')
              and has_table_privilege(c.oid, p.privilege)
            order by 1
            """;
    private static final String APPENDS =
            """
            select has_function_privilege(p.oid, 'EXECUTE')
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = ? and p.proname = 'append'
            """;
    private static final String GUARD =
            """
            select count(*) = 1 from pg_trigger t
            where t.tgrelid = to_regclass(?) and t.tgname = 'append_only' and t.tgenabled in ('O', 'A')
            """;

    private Safeguards() {}

    /**
     * Checks the connections that append.
     *
     * @throws IllegalStateException with a message that lists everything that is wrong
     */
    public static void checkWriter(DataSource dataSource) {
        check(dataSource, true);
    }

    /**
     * Checks the connections that read the log.
     *
     * @throws IllegalStateException with a message that lists everything that is wrong
     */
    public static void checkReader(DataSource dataSource) {
        check(dataSource, false);
    }

    private static void check(DataSource dataSource, boolean appends) {
        JdbcClient sql = JdbcClient.create(dataSource);
        List<String> wrong = new ArrayList<>();
        wrong.addAll(sql.sql(SETTINGS).query(String.class).list());
        wrong.addAll(sql.sql(ROLE).query(String.class).list());
        for (LogName log : LogName.values()) {
            wrong.addAll(sql.sql(TABLES).param(log.schema()).query(String.class).list());
            String events = log.schema() + ".events";
            if (!sql.sql(GUARD).param(events).query(Boolean.class).single()) {
                wrong.add(events + " is not guarded by its trigger");
            }
            if (sql.sql(APPENDS).param(log.schema()).query(Boolean.class).single() != appends) {
                wrong.add(
                        "who " + (appends ? "writes may not" : "reads may") + " append to " + log);
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "PostgreSQL is not set up as it must be: " + String.join("; ", wrong));
        }
    }
}
