package com.scaiwave.admin.log;

import com.scaiwave.admin.log.deadline.CancellingDataSource;
import com.scaiwave.admin.log.deadline.Client;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.log.deadline.PunctualDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs statements in the schema of one log, which they write as {@code {schema}}. If PostgreSQL
 * does not answer in time, {@link LogUnavailable} is thrown.
 */
final class LogSql {
    /**
     * Has PostgreSQL read in the order of an index: a reader that may stop early must not wait
     * until all rows are sorted.
     */
    private static final String IN_ORDER =
            "select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)";

    /** Rows per fetch of a cursor. */
    private static final int FETCHED = 32;

    private final LogName log;
    private final JdbcClient writes;
    private final JdbcClient queries;
    private final JdbcTemplate cursors;
    private final TransactionTemplate transaction;

    LogSql(LogName log, DataSource dataSource) {
        DataSource cancelling = new CancellingDataSource(dataSource);
        this.log = log;
        this.writes = JdbcClient.create(new PunctualDataSource(dataSource));
        this.queries = JdbcClient.create(cancelling);
        this.cursors = new JdbcTemplate(cancelling);
        this.cursors.setFetchSize(FETCHED);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(cancelling));
    }

    LogName log() {
        return log;
    }

    /**
     * A statement that writes, for a caller that handles its failures itself. It is completed even
     * when the client is gone.
     */
    StatementSpec write(String statement) {
        return writes.sql(inSchema(statement));
    }

    /** Runs a statement, which is cancelled when the client of a read is gone. */
    <T> T query(String statement, Function<StatementSpec, T> query) {
        return orUnavailable(() -> query.apply(queries.sql(inSchema(statement))));
    }

    /** Lets a function read any number of events, of which few are in memory at once. */
    <T extends @Nullable Object> T cursor(
            String statement, Function<Stream<EventRow>, T> reader, Object... parameters) {
        return inTransaction(() -> read(statement, reader, parameters));
    }

    /**
     * The same for a function that may stop early: the rest is not sorted, nor fetched beyond one
     * fetch.
     */
    <T extends @Nullable Object> T cursorInOrder(
            String statement, Function<Stream<EventRow>, T> reader, Object... parameters) {
        return inTransaction(() -> {
            cursors.execute(IN_ORDER);
            return read(statement, reader, parameters);
        });
    }

    private <T extends @Nullable Object> T read(
            String statement, Function<Stream<EventRow>, T> reader, Object... parameters) {
        try (Stream<EventRow> events =
                cursors.queryForStream(inSchema(statement), (row, _) -> inTime(row), parameters)) {
            return reader.apply(events);
        }
    }

    /**
     * Ends a read that fetches for longer than its request lasts: between two fetches there is no
     * statement that could be cancelled.
     */
    private EventRow inTime(ResultSet row) throws SQLException {
        if (Client.isGone() || !Deadline.left().isPositive()) {
            throw new LogUnavailable(log.schema() + " takes too long", null);
        }
        return EventRow.of(row);
    }

    private <T extends @Nullable Object> T inTransaction(Supplier<T> step) {
        try {
            return orUnavailable(() -> transaction.execute(_ -> step.get()));
        } catch (TransactionException e) {
            throw new LogUnavailable(log.schema() + " does not answer", e);
        }
    }

    <T extends @Nullable Object> T orUnavailable(Supplier<T> step) {
        try {
            return step.get();
        } catch (DataAccessException e) {
            throw LostConnection.unavailable(log, e);
        }
    }

    private String inSchema(String statement) {
        return statement.replace("{schema}", log.schema());
    }

    /** Values as an array parameter of a statement. */
    static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }
}
