package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Target;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.ReadAhead;
import com.scaiwave.admin.log.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Reads the whole log in pages, as projections do, with each event decoded. The peer fetches all
 * columns of the same pages and does nothing with them.
 */
final class Replay {
    /** The page size of a projection. */
    private static final int PAGE = 500;

    private static final int WARM_UP = 20_000;
    private static final String SCAN =
            """
            select position, event_id, stream, sequence, type, revision, payload, metadata,
                recorded_at
            from log_administration.events where position > ? order by position limit ?
            """;

    private Replay() {}

    static Figure measure(Bed bed, LogDatabase database, int row) throws Exception {
        int events = bed.settings().events();
        try (Connection connection = database.superuser().getConnection()) {
            decode(database.log(), Math.min(events, WARM_UP));
            scan(connection, Math.min(events, WARM_UP));
            Rounds<Double> rounds =
                    Rounds.run(
                            bed,
                            "replay",
                            () -> decode(database.log(), events),
                            () -> scan(connection, events));
            return rounds.figure(
                    row,
                    "replay with decoding, %d events".formatted(events),
                    "/s",
                    Target.ratioAtLeast(0.5),
                    "raw scan",
                    Double::doubleValue);
        }
    }

    private static double decode(EventLog log, int events) {
        long began = System.nanoTime();
        Checkpoint checkpoint = Checkpoint.START;
        ReadAhead ahead = new ReadAhead(log);
        while (checkpoint.position() < events) {
            List<StoredEvent> page = ahead.readAfter(checkpoint, PAGE);
            StoredEvent last = page.getLast();
            checkpoint = new Checkpoint(last.position(), last.id());
        }
        return checkpoint.position() * 1e9 / (System.nanoTime() - began);
    }

    private static double scan(Connection connection, int events) throws SQLException {
        long began = System.nanoTime();
        long position = 0;
        long bytes = 0;
        try (PreparedStatement statement = connection.prepareStatement(SCAN)) {
            while (position < events) {
                statement.setLong(1, position);
                statement.setInt(2, PAGE);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        position = row.getLong(1);
                        bytes += fetch(row);
                    }
                }
            }
        }
        if (bytes == 0) {
            throw new IllegalStateException("the log is empty");
        }
        return position * 1e9 / (System.nanoTime() - began);
    }

    /**
     * Fetches every column but the position, and returns a size so that no fetch is optimised away.
     */
    private static long fetch(ResultSet row) throws SQLException {
        return row.getObject(2, UUID.class).version()
                + row.getString(3).length()
                + row.getLong(4)
                + row.getString(5).length()
                + row.getInt(6)
                + row.getBytes(7).length
                + row.getBytes(8).length
                + row.getTimestamp(9).getNanos();
    }
}
