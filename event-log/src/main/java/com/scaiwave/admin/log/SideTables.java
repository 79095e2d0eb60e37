package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.LogSql.texts;

import com.scaiwave.admin.events.Claim;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that appends write besides the events: secrets, owners of names, and answers. Only
 * {@code append} and {@link DecisionCheck} read answers.
 */
final class SideTables {
    private static final String SECRET = "select sealed from {schema}.secrets where secret_id = ?";
    private static final String OWNERS =
            "select c.key, c.owner from {schema}.claims c where c.namespace = ? and c.key = any (?)";
    private static final String FORGET = "select {schema}.forget_answers(make_interval(secs => ?))";

    private final LogSql sql;

    SideTables(LogSql sql) {
        this.sql = sql;
    }

    Optional<byte[]> secret(String id) {
        return sql.query(SECRET, statement -> statement.param(id).query(byte[].class).optional());
    }

    Map<String, String> owners(List<Claim> claims) {
        if (claims.isEmpty()) {
            return Map.of();
        }
        Map<String, String> owners = new HashMap<>();
        sql.query(
                OWNERS,
                statement ->
                        statement
                                .params(
                                        claims.getFirst().storedNamespace(),
                                        texts(claims, Claim::key))
                                .query((row, _) ->
                                        owners.put(row.getString("key"), row.getString("owner")))
                                .list());
        return owners;
    }

    long forgetAnswers(Duration olderThan) {
        return sql.query(
                FORGET,
                statement -> statement.param(olderThan.toSeconds()).query(Long.class).single());
    }
}
