package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.web.caller.Reach;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks into the past: the events of some streams up to the position that {@code as_of} means. */
public final class History {
    private static final String PARAMETER = "as_of";
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final EventLog log;
    private final Clock clock;

    public History(EventLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * The position that a request wants to see, or null where it wants the present.
     *
     * @throws Refusal 400 in the future, beyond the head, or before the first event
     */
    public @Nullable Long position(Call call) {
        String wanted = call.parameter(PARAMETER);
        if (wanted == null) {
            return null;
        }
        return POSITION.matcher(wanted).matches() ? ofNumber(wanted) : ofInstant(wanted);
    }

    /**
     * The events of a tenant's streams up to a position.
     *
     * @throws Refusal 404 where the tenant did not exist then
     */
    public List<Recorded> ofTenant(
            TenantId tenant,
            Collection<StreamId> streams,
            Collection<String> prefixes,
            long position) {
        List<StreamId> wanted = new ArrayList<>(streams);
        wanted.add(StreamId.tenant(tenant));
        List<Recorded> events = log.readStreams(wanted, prefixes, position);
        if (events.stream().noneMatch(e -> e.event() instanceof TenantCreated)) {
            throw Reach.tenantNotFound();
        }
        return events;
    }

    /** The events of some streams up to a position. */
    public List<Recorded> of(
            Collection<StreamId> streams, Collection<String> prefixes, long position) {
        return log.readStreams(streams, prefixes, position);
    }

    private long ofNumber(String text) {
        long position = Long.parseLong(text);
        if (position < 1 || position > log.head()) {
            throw Refusal.invalid(PARAMETER, "is not a position of the log");
        }
        return position;
    }

    private long ofInstant(String text) {
        Instant instant = parse(text);
        Instant last = log.lastRecordedAt().orElse(Instant.MIN);
        if (instant.isAfter(clock.instant()) && instant.isAfter(last)) {
            throw Refusal.invalid(PARAMETER, "is in the future");
        }
        Instant first = log.firstRecordedAt().orElse(Instant.MAX);
        if (instant.isBefore(first)) {
            throw Refusal.invalid(PARAMETER, "is before the first event");
        }
        return log.positionAt(instant);
    }

    /** An RFC 3339 instant from a parameter. */
    public static Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.invalid(PARAMETER, "is neither an instant nor a position");
        }
    }
}
