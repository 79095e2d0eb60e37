package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Brings one generation of a projection forward, a batch at a time: rows and token in one
 * transaction, which does not wait for the disk, since the log can always say it again. Whichever
 * process holds the token's row projects; the others find it moved.
 */
final class Projector {
    private static final int BATCH = 500;
    private static final String ENTER =
            """
            select set_config('search_path', ?, true), set_config('synchronous_commit', 'off', true)
            """;

    private final ReadModel model;

    Projector(ReadModel model) {
        this.model = model;
    }

    /**
     * Projects the next batch of a log.
     *
     * @param read gives the events after a token, at most so many
     * @return how far the generation is then, and whether there may be more
     */
    Step step(
            Projection projection,
            Generation generation,
            LogName log,
            BiFunction<Token, Integer, List<Recorded>> read) {
        return Objects.requireNonNull(
                model.transaction()
                        .execute(_ -> {
                            // First, since locking a row is a write that would wait for the disk.
                            model.sql().sql(ENTER).param(generation.schema()).query(_ -> {});
                            Token token = model.lockToken(generation, log);
                            List<Recorded> events = read.apply(token, BATCH);
                            if (events.isEmpty()) {
                                return new Step(token, false);
                            }
                            projection.project(model.sql(), events);
                            Token now = LogTail.tokenOf(events.getLast());
                            model.advance(generation, log, now);
                            return new Step(now, events.size() == BATCH);
                        }));
    }

    /**
     * Where a generation is after a batch.
     *
     * @param more whether the batch was full
     */
    record Step(Token token, boolean more) {}
}
