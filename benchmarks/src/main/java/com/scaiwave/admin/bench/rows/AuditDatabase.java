package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.assembly.Pools;
import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.query.audit.AuditFilter;
import com.scaiwave.admin.query.audit.AuditProjection;
import com.scaiwave.admin.query.audit.AuditQuery;
import com.scaiwave.admin.query.audit.AuditReads;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.caller.Scope;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An audit log of some length, read by the product's code with the product's role. */
final class AuditDatabase implements AutoCloseable {
    private static final int WARM_UP = 10;
    private static final int PAGES = 40;
    private static final int LIMIT = 100;
    private static final int FULL = 500_000;
    private static final int CHUNK = 100_000;

    /** The partner whose fleet has one tenant in fifty; it is below the partner of all tenants. */
    private static final PartnerId SMALL_FLEET = new PartnerId("prt_small");

    private static final PartnerId WHOLE_FLEET = new PartnerId("prt_demo");

    /**
     * Adds events of other actors and resources, with the metadata of existing events. A tenth of
     * them belong to one tenant.
     */
    private static final String FILL =
            """
            with last as materialized (
                select position, recorded_at from log_administration.events
                order by position desc limit 1),
            samples as materialized (
                select distinct on (m.metadata ->> 'tenant') m.metadata ->> 'tenant' as tenant,
                    m.metadata, split_part(m.metadata ->> 'tenant', 'bench', 2)::int as nth
                from log_administration.events e
                cross join lateral (
                    select convert_from(e.metadata, 'UTF8')::jsonb as metadata) as m
                where e.position <= {tenants} order by 1, e.position)
            insert into log_administration.events (position, event_id, stream, sequence, type,
                revision, payload, metadata, recorded_at)
            select n.n, gen_random_uuid(), 'platform:' || s.tenant, n.n, 'platform.reported', 1,
                convert_to(jsonb_build_object(
                    'tenant', s.tenant,
                    'origin', jsonb_build_object('source', '//bench', 'id', n.n::text),
                    'action',
                        (array['ai_config.update', 'model.enable', 'model.disable', 'plugin.enable',
                               'participant.create', 'participant.update'])[k.k % 6 + 1],
                    'resource', 'resource-' || k.k % 13)::text, 'UTF8'),
                convert_to((s.metadata || jsonb_build_object(
                    'actor_id', 'admin-' || k.k % 11,
                    'partners', case when s.nth % 50 = 11 then '["prt_demo", "prt_small"]'::jsonb
                                     else s.metadata -> 'partners' end))::text, 'UTF8'),
                l.recorded_at + (n.n - l.position) * interval '1 microsecond'
            from last l
            cross join generate_series(l.position + 1, l.position + ?::bigint) as n(n)
            cross join lateral (select n.n / 10 * 9 + n.n % 10 as m) as m
            cross join lateral (
                select case when n.n % 10 = 0 then 7 else m.m % {tenants} end as nth,
                       case when n.n % 10 = 0 then n.n / 10 else m.m / {tenants} end as k) as k
            join samples s on s.nth = k.nth
            order by n.n
            """;

    /** The statements of a page: one searches the index, one reads the events. */
    private static final String SERVER_TIME =
            """
            select sum(mean_plan_time + mean_exec_time) from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
              and (query like '%.entries where%' or query like '%with ordinality as w(place, nth)%')
            """;

    private final LogDatabase database;
    private final HikariDataSource snapshots;
    private final HikariDataSource queries;
    private final AuditReads audit;
    private final JdbcClient superuser;

    /** Whether there are enough entries for every page to be full. */
    private final boolean full;

    private final boolean quick;

    private AuditDatabase(
            LogDatabase database, AuditProjection projection, int entries, boolean quick) {
        this.full = entries >= FULL;
        this.quick = quick;
        this.database = database;
        this.superuser = database.sql();
        this.snapshots = Pools.snapshots("snapshot", database.as(DatabaseRole.QUERY), 2);
        this.queries = Pools.pool("query", database.as(DatabaseRole.QUERY), 2);
        EventLog log = database.log(queries);
        this.audit =
                new AuditReads(new Reads(snapshots, List.of(log), new Progress()), projection, log);
    }

    static AuditDatabase filled(Bed bed, String name, int entries) {
        int tenants = bed.settings().tenants();
        LogDatabase database = LogDatabase.filled(bed, name, tenants);
        bed.say("filling an audit log with " + entries + " entries");
        fill(database, entries, tenants);
        Projections projections = database.projections();
        if (!(projections.find("audit") instanceof AuditProjection audit)) {
            throw new IllegalStateException("there is no audit projection");
        }
        projections.rebuild(audit, _ -> {});
        watch(database);
        return new AuditDatabase(database, audit, entries, bed.settings().quick());
    }

    private static void fill(LogDatabase database, int entries, int tenants) {
        JdbcClient sql = database.sql();
        String statement = FILL.replace("{tenants}", Integer.toString(tenants));
        for (int filled = tenants; filled < entries; filled += CHUNK) {
            sql.sql(statement).param(Math.min(CHUNK, entries - filled)).update();
        }
        sql.sql("vacuum analyze log_administration.events").update();
    }

    private static void watch(LogDatabase database) {
        JdbcClient sql = database.sql();
        String schema = database.auditSchema();
        sql.sql("vacuum analyze " + schema + ".entries, " + schema + ".partners").update();
        sql.sql("create extension pg_stat_statements").update();
        String role = "alter role " + DatabaseRole.QUERY.sqlName() + " set pg_stat_statements.";
        sql.sql(role + "track = 'top'").update();
        sql.sql(role + "track_planning = 'on'").update();
    }

    /** The mean time that the server takes for a page, in milliseconds. */
    double serverMillis(Page page) {
        for (int n = 0; n < (quick ? 1 : WARM_UP); n++) {
            read(page);
        }
        superuser.sql("select pg_stat_statements_reset()").query(_ -> {});
        for (int n = 0; n < (quick ? 2 : PAGES); n++) {
            read(page);
        }
        return superuser.sql(SERVER_TIME).query(Double.class).single();
    }

    private void read(Page page) {
        com.scaiwave.admin.query.read.Page<AuditEntry> found =
                audit.asItIs(
                        new AuditQuery(
                                page.scope(),
                                page.filter(),
                                page.after(),
                                page.upTo(),
                                page.ascending(),
                                LIMIT,
                                com.scaiwave.admin.query.read.Page.MOST_BYTES));
        if (!found.more() && full) {
            throw new IllegalStateException(
                    "only %d entries are found by %s"
                            .formatted(found.entries().size(), page.name()));
        }
    }

    @Override
    public void close() {
        queries.close();
        snapshots.close();
        database.close();
    }

    /**
     * A page with its filters.
     *
     * @param after the lower bound, exclusive
     * @param upTo the upper bound, inclusive
     */
    record Page(
            String name,
            Scope scope,
            AuditFilter filter,
            long after,
            long upTo,
            boolean ascending) {
        private static final Scope TENANT = tenant(7);
        private static final Scope LITTLE = tenant(3);
        private static final Scope SMALL = new Scope.Fleet(SMALL_FLEET);
        private static final Scope WHOLE = new Scope.Fleet(WHOLE_FLEET);
        private static final Scope ALL = new Scope.All();
        private static final List<String> ACTION = List.of("plugin.enable");
        private static final List<String> ACTOR = List.of("admin-5");
        private static final List<String> TYPE = List.of("plugin");
        private static final List<String> ID = List.of("resource-9");
        private static final List<String> NONE = List.of();

        /** Pages with every filter, for every reach. */
        static List<Page> all(int entries) {
            return List.of(
                    of("tenant", TENANT, NONE, NONE, NONE, NONE),
                    of("tenant, action", TENANT, ACTION, NONE, NONE, NONE),
                    of(
                            "tenant, two actions",
                            TENANT,
                            List.of("plugin.enable", "model.enable"),
                            NONE,
                            NONE,
                            NONE),
                    of("tenant, actor", TENANT, NONE, ACTOR, NONE, NONE),
                    of("tenant, resource type", TENANT, NONE, NONE, TYPE, NONE),
                    of("tenant, resource id", TENANT, NONE, NONE, NONE, ID),
                    of("tenant, resource", TENANT, NONE, NONE, TYPE, ID),
                    of("tenant, action, actor", TENANT, ACTION, ACTOR, NONE, NONE),
                    of("small tenant", LITTLE, NONE, NONE, NONE, NONE),
                    of("small tenant, action", LITTLE, ACTION, NONE, NONE, NONE),
                    new Page("tenant, until", TENANT, none(), 0, entries / 2, false),
                    new Page("tenant, since", TENANT, none(), entries / 2, Long.MAX_VALUE, true),
                    of("small fleet", SMALL, NONE, NONE, NONE, NONE),
                    of("small fleet, action", SMALL, ACTION, NONE, NONE, NONE),
                    of("small fleet, actor", SMALL, NONE, ACTOR, NONE, NONE),
                    of("whole fleet", WHOLE, NONE, NONE, NONE, NONE),
                    of("whole fleet, action", WHOLE, ACTION, NONE, NONE, NONE),
                    of("all", ALL, NONE, NONE, NONE, NONE),
                    of("all, action", ALL, ACTION, NONE, NONE, NONE),
                    of("all, actor", ALL, NONE, ACTOR, NONE, NONE),
                    of("all, resource type", ALL, NONE, NONE, TYPE, NONE),
                    of("all, resource id", ALL, NONE, NONE, NONE, ID),
                    new Page("all, since", ALL, none(), entries / 2, Long.MAX_VALUE, true));
        }

        static Page named(String name, int entries) {
            return all(entries).stream().filter(p -> p.name.equals(name)).findFirst().orElseThrow();
        }

        private static Scope tenant(int number) {
            return new Scope.One(
                    new Tenant(new TenantId(Engine.tenant(number)), List.of(WHOLE_FLEET)));
        }

        private static Page of(
                String name,
                Scope scope,
                List<String> actions,
                List<String> actors,
                List<String> types,
                List<String> ids) {
            return new Page(
                    name,
                    scope,
                    new AuditFilter(actions, actors, types, ids),
                    0,
                    Long.MAX_VALUE,
                    false);
        }

        private static AuditFilter none() {
            return new AuditFilter(NONE, NONE, NONE, NONE);
        }
    }
}
