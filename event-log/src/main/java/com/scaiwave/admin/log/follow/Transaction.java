package com.scaiwave.admin.log.follow;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/**
 * A transaction on a connection of its own, which its user begins, commits and closes explicitly.
 * It is not bound to a thread. If it is closed without a commit, it is rolled back.
 */
public final class Transaction implements AutoCloseable {
    private final Connection connection;
    private final JdbcClient sql;

    /** The savepoint at which an inner transaction begins; null for an outer one. */
    private final @Nullable Savepoint begin;

    private boolean committed;

    private Transaction(Connection connection, @Nullable Savepoint begin) {
        this.connection = connection;
        this.sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.begin = begin;
    }

    public static Transaction begin(DataSource dataSource) {
        Connection connection = null;
        try {
            connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            return new Transaction(connection, null);
        } catch (SQLException e) {
            closed(connection);
            throw new CannotGetJdbcConnectionException("no connection for a transaction", e);
        }
    }

    /** A transaction within this one: its changes are stored when this one commits. */
    public Transaction inner() {
        try {
            return new Transaction(connection, connection.setSavepoint());
        } catch (SQLException e) {
            throw translated("savepoint", e);
        }
    }

    /** Statements in this transaction. */
    public JdbcClient sql() {
        return sql;
    }

    public void commit() {
        try {
            if (begin == null) {
                connection.commit();
            } else {
                connection.releaseSavepoint(begin);
            }
            committed = true;
        } catch (SQLException e) {
            throw translated("commit", e);
        }
    }

    /**
     * Runs statements and commits, in one message, so that there is only one round trip to
     * PostgreSQL. The driver learns from the answer that the transaction has ended.
     */
    public void commitBehind(String statements, List<?> parameters) {
        if (begin == null) {
            sql.sql(statements + ";\ncommit").params(parameters).update();
            committed = true;
        } else {
            sql.sql(statements).params(parameters).update();
            commit();
        }
    }

    @Override
    public void close() {
        try {
            if (!committed) {
                rollback();
            }
        } catch (SQLException e) {
            // The connection is broken, and PostgreSQL rolls the transaction back.
        } finally {
            if (begin == null) {
                closed(connection);
            }
        }
    }

    private void rollback() throws SQLException {
        if (begin == null) {
            connection.rollback();
        } else {
            connection.rollback(begin);
        }
    }

    private static void closed(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The connection is gone in any case.
        }
    }

    private static DataAccessException translated(String step, SQLException e) {
        DataAccessException translated =
                new SQLExceptionSubclassTranslator().translate(step, null, e);
        return translated == null ? new UncategorizedSQLException(step, null, e) : translated;
    }
}
