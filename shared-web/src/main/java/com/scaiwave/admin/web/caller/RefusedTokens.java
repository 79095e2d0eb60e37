package com.scaiwave.admin.web.caller;

import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs why tokens were refused, and nothing from the token but the id of an unknown key. At most 20
 * lines per minute and reason, so that a flood of bad tokens does not flood the log. The reasons
 * are a small fixed set.
 */
public final class RefusedTokens {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedTokens.class);
    private static final int MOST_LINES = 20;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Map<String, Minute> minutes = new ConcurrentHashMap<>();

    /** Logs a refusal, unless this minute already has 20 lines with its reason. */
    public void note(Refusal.Unauthenticated refusal, String requestId) {
        String reason = refusal.reason();
        if (reason == null) {
            return;
        }
        long now = System.nanoTime();
        Minute minute =
                minutes.compute(
                        reason,
                        (_, last) ->
                                last == null || now - last.began() >= MINUTE
                                        ? new Minute(now, 1, last == null ? 0 : last.left())
                                        : new Minute(last.began(), last.count() + 1, 0));
        if (minute.count() <= MOST_LINES) {
            LoggingEventBuilder line =
                    LOG.atInfo().addKeyValue("request_id", requestId).addKeyValue("reason", reason);
            if (refusal.keyId() != null) {
                line = line.addKeyValue("kid", refusal.keyId());
            }
            if (minute.before() > 0) {
                line = line.addKeyValue("not_logged_before", minute.before());
            }
            line.log("token refused");
        }
    }

    /**
     * The refusals for one reason within one minute.
     *
     * @param before how many refusals of the previous minute were not logged
     */
    private record Minute(long began, long count, long before) {
        long left() {
            return Math.max(0, count - MOST_LINES);
        }
    }
}
