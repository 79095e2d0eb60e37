package com.scaiwave.admin.contract.harness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Numbers that a test reads from a database. */
public final class Rows {

    private Rows() {}

    /** The first column of the only row. */
    public static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
