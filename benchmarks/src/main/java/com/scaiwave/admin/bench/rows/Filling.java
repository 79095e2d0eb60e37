package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.testkit.Waiting;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a long log out of a short one, by repeating the last change of each configuration. The
 * bytes are those that the product wrote, except for the version. Positions have no gaps, and each
 * stream is numbered as if its events had been appended.
 */
final class Filling {
    private static final long CHUNK = 50_000;
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final String HEAD =
            "select coalesce(max(position), 0) from log_administration.events";
    private static final String FILL =
            """
            with head as materialized (
                select position, recorded_at from log_administration.events
                order by position desc limit 1),
            samples as materialized (
                select l.*, substring(l.payload from 1 for length(l.payload) - length(l.version) - 1)
                        as start,
                    row_number() over (order by l.stream) - 1 as nth, count(*) over () as streams
                from (select distinct on (stream) *,
                          substring(convert_from(payload, 'UTF8') from '"version":(\\d+)}$') as version
                      from log_administration.events
                      where stream >= 'ai-config:' and stream < 'ai-config;'
                      order by stream, sequence desc) as l)
            insert into log_administration.events (position, event_id, stream, sequence, type,
                revision, payload, metadata, recorded_at)
            select h.position + n.n, uuidv7(), s.stream,
                s.sequence + 1 + (n.n - 1 - s.nth) / s.streams, s.type, s.revision,
                s.start || convert_to(
                    s.version::bigint + 1 + (n.n - 1 - s.nth) / s.streams || '}', 'UTF8'),
                s.metadata, h.recorded_at + n.n * interval '1 microsecond'
            from head h
            cross join generate_series(1, ?::bigint) as n(n)
            join samples s on s.nth = (n.n - 1) % s.streams
            order by n.n
            """;
    private static final String PROJECTED =
            """
            select coalesce(min(t.position), 0)
            from readmodel.live l join readmodel.checkpoints t using (projection, generation)
            where t.log = 'ADMINISTRATION'
            """;

    private Filling() {}

    /** Fills a log until it has this many events. */
    static void upTo(JdbcClient superuser, long events) {
        for (long head = head(superuser); head < events; head = head(superuser)) {
            superuser.sql(FILL).param(Math.min(CHUNK, events - head)).update();
        }
        superuser.sql("vacuum analyze log_administration.events").update();
    }

    /** The last position of a log. */
    static long head(JdbcClient superuser) {
        return superuser.sql(HEAD).query(Long.class).single();
    }

    /** Waits until every projection of a running product has seen the whole log. */
    static void awaitProjected(JdbcClient superuser) {
        long head = head(superuser);
        Waiting.until(
                "the projections catch up",
                PATIENCE,
                () -> superuser.sql(PROJECTED).query(Long.class).single() >= head);
    }
}
