package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.LogSql.texts;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Check.EventRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Checks a decision that appends nothing, in one snapshot of the log. */
final class DecisionCheck {
    private static final String CHECK =
            """
            select (select c.stream
                    from unnest(?, ?) as c(stream, sequence)
                    where c.sequence <> coalesce(
                        (select max(e.sequence) + 1 from {schema}.events e where e.stream = c.stream), 0)
                    limit 1) as conflict,
                   (select w.namespace
                    from unnest(?, ?, ?) as w(namespace, key, owner)
                    join {schema}.claims c on c.namespace = w.namespace and c.key = w.key
                    where c.owner <> w.owner or w.owner = ''
                    limit 1) as taken,
                   (select max(e.position)
                    from unnest(?, ?) as w(stream, sequence)
                    join {schema}.events e on e.stream = w.stream and e.sequence = coalesce(
                        w.sequence, (select max(l.sequence) from {schema}.events l where l.stream = w.stream)))
                       as last_position,
                   a.body, a.answer, a.position as answer_position
            from (select 1) as one left join {schema}.answers a on a.key = ?
            """;

    private final LogSql sql;

    DecisionCheck(LogSql sql) {
        this.sql = sql;
    }

    Outcome outcome(Check check) {
        List<StreamId> streams = List.copyOf(check.conditions().keySet());
        return sql.query(
                CHECK,
                statement ->
                        statement
                                .params(
                                        texts(streams, StreamId::value),
                                        streams.stream()
                                                .mapToLong(s -> check.conditions().get(s))
                                                .toArray(),
                                        texts(check.claims(), Claim::storedNamespace),
                                        texts(check.claims(), Claim::key),
                                        texts(check.claims(), Claim::owner),
                                        texts(check.wanted(), w -> w.stream().value()),
                                        check.wanted().stream()
                                                .map(EventRef::sequence)
                                                .toArray(Long[]::new),
                                        check.answerKey())
                                .query((row, _) -> outcome(row))
                                .single());
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        if (row.getBytes("answer") != null) {
            return new Outcome.Answered(
                    row.getBytes("body"),
                    row.getBytes("answer"),
                    row.getObject("answer_position", Long.class));
        }
        String conflict = row.getString("conflict");
        if (conflict != null) {
            return new Outcome.Conflict(new StreamId(conflict));
        }
        String taken = row.getString("taken");
        if (taken != null) {
            return new Outcome.Taken(taken);
        }
        return new Outcome.Unchanged(row.getObject("last_position", Long.class));
    }
}
