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
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.caller.TenantSet;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.Stream;
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
    double serverMillis(AuditPage page) {
        for (int n = 0; n < (quick ? 1 : WARM_UP); n++) {
            read(page);
        }
        superuser.sql("select pg_stat_statements_reset()").query(_ -> {});
        for (int n = 0; n < (quick ? 2 : PAGES); n++) {
            read(page);
        }
        return superuser.sql(SERVER_TIME).query(Double.class).single();
    }

    private void read(AuditPage page) {
        Page<AuditEntry> found =
                audit.asItIs(
                                new AuditQuery(
                                        page.tenants(),
                                        page.filter(),
                                        page.after(),
                                        page.upTo(),
                                        page.ascending(),
                                        LIMIT,
                                        Page.MOST_BYTES))
                        .value();
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
    record AuditPage(
            String name,
            TenantSet tenants,
            AuditFilter filter,
            long after,
            long upTo,
            boolean ascending) {
        private static final TenantSet TENANT = tenant(7);
        private static final TenantSet LITTLE = tenant(3);
        private static final TenantSet SMALL = new TenantSet.Fleet(SMALL_FLEET);
        private static final TenantSet WHOLE = new TenantSet.Fleet(WHOLE_FLEET);
        private static final TenantSet ALL = new TenantSet.All();
        private static final List<String> ACTION = List.of("plugin.enable");
        private static final List<String> ACTOR = List.of("admin-5");
        private static final List<String> TYPE = List.of("plugin");
        private static final List<String> ID = List.of("resource-9");
        private static final List<String> NONE = List.of();

        /** Pages with every filter, for every reach. */
        static List<AuditPage> all(int entries) {
            int half = entries / 2;
            return Stream.of(
                            of(
                                    "tenant",
                                    TENANT,
                                    "action",
                                    "two actions",
                                    "actor",
                                    "resource type",
                                    "resource id",
                                    "resource",
                                    "action, actor"),
                            of("small tenant", LITTLE, "action"),
                            Stream.of(
                                    new AuditPage("tenant, until", TENANT, none(), 0, half, false),
                                    since("tenant", TENANT, half)),
                            of("small fleet", SMALL, "action", "actor"),
                            of("whole fleet", WHOLE, "action"),
                            of("all", ALL, "action", "actor", "resource type", "resource id"),
                            Stream.of(since("all", ALL, half)))
                    .flatMap(pages -> pages)
                    .toList();
        }

        static AuditPage named(String name, int entries) {
            return all(entries).stream().filter(p -> p.name.equals(name)).findFirst().orElseThrow();
        }

        private static TenantSet tenant(int number) {
            return new TenantSet.One(
                    new Tenant(new TenantId(Engine.tenant(number)), List.of(WHOLE_FLEET)));
        }

        /** The newest page of some tenants without a filter, and with each of these filters. */
        private static Stream<AuditPage> of(String reach, TenantSet tenants, String... filters) {
            return Stream.concat(
                    Stream.of(newest(reach, tenants, none())),
                    Stream.of(filters).map(f -> newest(reach + ", " + f, tenants, filter(f))));
        }

        private static AuditPage newest(String name, TenantSet tenants, AuditFilter filter) {
            return new AuditPage(name, tenants, filter, 0, Long.MAX_VALUE, false);
        }

        private static AuditPage since(String reach, TenantSet tenants, long after) {
            return new AuditPage(reach + ", since", tenants, none(), after, Long.MAX_VALUE, true);
        }

        private static AuditFilter filter(String name) {
            return switch (name) {
                case "action" -> new AuditFilter(ACTION, NONE, NONE, NONE);
                case "two actions" ->
                        AuditFilter.ofActions(List.of("plugin.enable", "model.enable"));
                case "actor" -> new AuditFilter(NONE, ACTOR, NONE, NONE);
                case "resource type" -> new AuditFilter(NONE, NONE, TYPE, NONE);
                case "resource id" -> new AuditFilter(NONE, NONE, NONE, ID);
                case "resource" -> new AuditFilter(NONE, NONE, TYPE, ID);
                case "action, actor" -> new AuditFilter(ACTION, ACTOR, NONE, NONE);
                default -> throw new IllegalArgumentException(name);
            };
        }

        private static AuditFilter none() {
            return new AuditFilter(NONE, NONE, NONE, NONE);
        }
    }
}
