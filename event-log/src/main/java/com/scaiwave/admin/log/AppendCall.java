package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.AppendBatch.Encoded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the log's function {@code append} and reads its result for each command. */
final class AppendCall {
    private static final String APPEND =
            """
            select command, outcome, first_position, detail, known_body, known_answer
            from {schema}.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** The command number of the row with the log's last position before the batch. */
    private static final int HEAD = -1;

    private final LogSql sql;

    AppendCall(LogSql sql) {
        this.sql = sql;
    }

    /**
     * The result of a batch.
     *
     * @param outcomes the outcomes, in the order of the appends
     * @param before the log's last position before the batch
     * @param after the log's last position after the batch
     */
    record Result(List<Outcome> outcomes, long before, long after) {}

    /**
     * Stores a batch, except the appends that are refused.
     *
     * @param again whether an earlier call, whose answer was lost, may have stored it already
     */
    Result run(List<Encoded> appends, boolean again) {
        AppendBatch batch = new AppendBatch();
        for (Encoded append : appends) {
            if (!batch.add(append)) {
                throw new IllegalStateException(
                        "appends of one batch do not fit one batch any more");
            }
        }
        List<Object> arguments = batch.arguments();
        arguments.addFirst(again);
        Map<Integer, Row> rows = new HashMap<>();
        sql.statement(APPEND)
                .params(arguments)
                .query((row, _) -> rows.put(row.getInt("command"), Row.of(row)))
                .list();
        return result(appends, rows);
    }

    /**
     * The function returns rows for the appends that it did not store by this call; the others have
     * consecutive positions.
     */
    private static Result result(List<Encoded> appends, Map<Integer, Row> rows) {
        Row head = rows.get(HEAD);
        if (head == null || head.position == null) {
            throw new IllegalStateException("append did not return the log's last position");
        }
        List<Outcome> outcomes = new ArrayList<>();
        long position = head.position;
        for (int command = 0; command < appends.size(); command++) {
            Append append = appends.get(command).append();
            int events = append.events().size();
            Row row = rows.get(command);
            if (row == null) {
                outcomes.add(new Outcome.Appended(events == 0 ? null : position + 1));
                position += events;
            } else {
                outcomes.add(row.outcome(append));
            }
        }
        return new Result(outcomes, head.position, position);
    }

    /** A row of the result, for one command of a batch. */
    private record Row(
            String outcome,
            @Nullable Long position,
            @Nullable String detail,
            byte @Nullable [] body,
            byte @Nullable [] sealed) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("outcome"),
                    row.getObject("first_position", Long.class),
                    row.getString("detail"),
                    row.getBytes("known_body"),
                    row.getBytes("known_answer"));
        }

        Outcome outcome(Append append) {
            return switch (outcome) {
                case "appended" -> new Outcome.Appended(position);
                case "conflict" -> new Outcome.Conflict(new StreamId(detail()));
                case "taken" -> new Outcome.Taken(detail());
                case "full" -> new Outcome.AnswersFull();
                case "answered" -> answered(append);
                default -> throw new IllegalStateException("append answered " + outcome);
            };
        }

        /** If the stored answer is this append's own, an earlier attempt has stored the append. */
        private Outcome answered(Append append) {
            if (body == null || sealed == null) {
                throw new IllegalStateException("a stored answer is empty");
            }
            Answer own = append.answer();
            if (own != null && Arrays.equals(own.sealed(), sealed)) {
                return new Outcome.Appended(
                        position == null ? null : position - append.events().size() + 1);
            }
            return new Outcome.Answered(body, sealed, position);
        }

        @Override
        public String detail() {
            if (detail == null) {
                throw new IllegalStateException("append did not return what is in conflict");
            }
            return detail;
        }
    }
}
