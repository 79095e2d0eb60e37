package com.scaiwave.admin.log;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Looks up the first and last event, the position at an instant, and the event at a position. */
final class PositionLookup {
    private static final String ID_AT = "select event_id from {schema}.events where position = ?";
    private static final String POSITION_OF =
            "select position from {schema}.events where event_id = ?";
    private static final String HEAD = "select coalesce(max(position), 0) from {schema}.events";
    private static final String LAST =
            "select position, event_id from {schema}.events order by position desc limit 1";
    private static final String POSITION_AT = "select {schema}.position_at(?)";
    private static final String FIRST_RECORDED =
            "select recorded_at from {schema}.events order by position limit 1";
    private static final String LAST_RECORDED =
            "select recorded_at from {schema}.events order by position desc limit 1";

    private final LogSql sql;

    PositionLookup(LogSql sql) {
        this.sql = sql;
    }

    Optional<UUID> idAt(long position) {
        return sql.query(
                ID_AT, statement -> statement.param(position).query(UUID.class).optional());
    }

    OptionalLong of(UUID event) {
        return sql.query(
                POSITION_OF,
                statement ->
                        statement.param(event).query(Long.class).optional().stream()
                                .mapToLong(p -> p)
                                .findFirst());
    }

    long head() {
        return sql.query(HEAD, statement -> statement.query(Long.class).single());
    }

    Checkpoint last() {
        return sql.query(
                        LAST,
                        statement ->
                                statement
                                        .query((row, _) ->
                                                new Checkpoint(
                                                        row.getLong("position"),
                                                        row.getObject("event_id", UUID.class)))
                                        .optional())
                .orElse(Checkpoint.START);
    }

    long at(Instant instant) {
        return sql.query(
                POSITION_AT,
                statement ->
                        statement
                                // The driver would round up, which could find a later event.
                                .param(Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS)))
                                .query(Long.class)
                                .single());
    }

    Optional<Instant> firstRecordedAt() {
        return recordedAt(FIRST_RECORDED);
    }

    Optional<Instant> lastRecordedAt() {
        return recordedAt(LAST_RECORDED);
    }

    private Optional<Instant> recordedAt(String statement) {
        return sql.query(
                statement, s -> s.query(Timestamp.class).optional().map(Timestamp::toInstant));
    }
}
