package com.scaiwave.admin.query.projection;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the tables of two generations, row by row. */
final class Comparison {
    private static final String TABLES =
            """
            select table_name from information_schema.tables
            where table_schema = ? and table_name <> 'flyway_schema_history' order by table_name
            """;
    private static final String DIFFERENCE =
            """
            select count(*) from (
                (select * from {a} except all select * from {b})
                union all
                (select * from {b} except all select * from {a})) as different
            """;

    private final JdbcClient sql;

    Comparison(JdbcClient sql) {
        this.sql = sql;
    }

    /** How many rows are in only one of the two generations. */
    long different(Generation old, Generation fresh) {
        List<String> tables =
                sql.sql(TABLES)
                        .param(fresh.schema())
                        .query((row, _) -> row.getString("table_name"))
                        .list();
        return tables.stream().mapToLong(table -> different(old, fresh, table)).sum();
    }

    private long different(Generation old, Generation fresh, String table) {
        return sql.sql(
                        DIFFERENCE
                                .replace("{a}", old.schema() + "." + table)
                                .replace("{b}", fresh.schema() + "." + table))
                .query(Long.class)
                .single();
    }
}
