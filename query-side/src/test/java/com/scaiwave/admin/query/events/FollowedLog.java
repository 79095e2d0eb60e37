package com.scaiwave.admin.query.events;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.TestCall;
import com.scaiwave.admin.query.audit.AuditProjection;
import com.scaiwave.admin.query.audit.AuditReads;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** A log of what the platform reports, and a read side that follows it. */
@NullMarked
final class FollowedLog implements AutoCloseable {
    static final EventsProperties PROPERTIES = new EventsProperties("/v1/admin", 1, 1);

    private final TestPostgres database;
    private final EventLog log;
    private final ReadSide side;
    private int tenants;
    private int reported;

    FollowedLog() {
        this.database = ReadSide.database();
        this.log = database.log(LogName.ADMINISTRATION);
        this.side = ReadSide.on(database).start();
    }

    TestPostgres database() {
        return database;
    }

    EventLog log() {
        return log;
    }

    ReadSide side() {
        return side;
    }

    AuditReads audit() {
        return new AuditReads(side.reads(), (AuditProjection) side.projection("audit"), log);
    }

    EventStream stream(Clock clock) {
        return new EventStream(reads(), side.progress(), PROPERTIES, clock);
    }

    EventReads reads() {
        return new EventReads(side.reads(), audit(), new Bookmarks(log));
    }

    /** A tenant that has no events yet. */
    TenantId newTenant() {
        tenants++;
        return new TenantId("tnt_" + tenants);
    }

    /** A read of a tenant's events. */
    static TestCall call(TenantId tenant) {
        return TestCall.of("events", new TenantSet.One(new Directory.Tenant(tenant, List.of())));
    }

    /** Appends an event of a tenant for each of these actions, together. */
    void report(TenantId tenant, List<String> actions) {
        RandomHistory.append(log, tenant, actions.stream().map(a -> event(tenant, a)).toList());
    }

    private Event event(TenantId tenant, String action) {
        reported++;
        return new PlatformReported(
                tenant, new Origin("//platform", "e" + reported), action, null, null);
    }

    @Override
    public void close() {
        side.close();
    }
}
