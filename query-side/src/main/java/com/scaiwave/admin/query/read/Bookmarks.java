package com.scaiwave.admin.query.read;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places in the log that clients keep: a position and the id of its event. After a restore from a
 * backup, or a failover that lost events, the position has another event or none. The client is
 * then refused, since it would skip events otherwise. A plain position is not protected.
 */
public final class Bookmarks {
    private static final Pattern FORM =
            Pattern.compile(
                    "([0-9]{1,18})(?:-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}))?");

    private final EventLog log;

    public Bookmarks(EventLog log) {
        this.log = log;
    }

    /** The text of a place, as clients keep it. */
    public static String text(Checkpoint place) {
        return place.event() == null
                ? Long.toString(place.position())
                : place.position() + "-" + place.event();
    }

    /** The place in a client's text; empty if the text is not a place. */
    public static Optional<Checkpoint> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Checkpoint(
                                Long.parseLong(matcher.group(1)),
                                matcher.group(2) == null
                                        ? null
                                        : UUID.fromString(matcher.group(2))))
                : Optional.empty();
    }

    /** The place of a position of the log, protected by the id of its event. */
    public Checkpoint at(long position) {
        return position == 0
                ? Checkpoint.START
                : new Checkpoint(position, log.idAt(position).orElse(null));
    }

    /** Whether the log still has the event of a place; always true for a plain position. */
    public boolean stands(Checkpoint place) {
        return place.event() == null
                || log.idAt(place.position()).filter(place.event()::equals).isPresent();
    }

    /**
     * Refuses a place in a history that was lost.
     *
     * @throws Refusal 410
     */
    public void check(Checkpoint place) {
        if (!stands(place)) {
            throw new Refusal(
                    ErrorCode.SW_POSITION_GONE,
                    "The log has no such event there any more: it was restored, and lost some.");
        }
    }
}
