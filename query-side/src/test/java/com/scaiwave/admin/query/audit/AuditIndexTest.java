package com.scaiwave.admin.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventDigest;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.projection.Batches;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.ReadModel;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The size of an entry and the cost of a page, with many entries that came in small batches. */
@NullMarked
class AuditIndexTest {
    private static final int ENTRIES = Integer.getInteger("scaiwave.entries", 20_000);
    private static final int BATCH = 50;
    private static final int TENANTS = 50;
    private static final int LIMIT = 100;
    private static final Instant NOON = Instant.parse("2026-05-17T12:00:00Z");
    private static final List<String> ACTIONS =
            List.of("model.enable", "model.disable", "call.ended", "note.shared", "plugin.enable");
    private static final List<String> NONE = List.of();

    private static final TestPostgres DATABASE = ReadSide.database();
    private static final Random RANDOM = new Random(11);

    private static final ReadSide SIDE = ReadSide.on(DATABASE);
    private static final Projection AUDIT = SIDE.projection("audit");

    @BeforeAll
    static void fill() {
        Batches batches =
                new Batches(
                        AUDIT,
                        new ReadModel(
                                DATABASE.as("scaiwave_projector"), DATABASE.as("scaiwave_query")));
        List<StoredEvent> batch = new ArrayList<>();
        for (int position = 1; position <= ENTRIES; position++) {
            batch.add(event(position));
            if (batch.size() == BATCH) {
                batches.project(batch);
                batch.clear();
            }
        }
    }

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @Test
    void an_entry_takes_five_hundred_bytes_at_most_with_its_indexes() {
        long bytes =
                JdbcClient.create(DATABASE.as("postgres"))
                        .sql("select pg_total_relation_size('projection_audit_1.entries')")
                        .query(Long.class)
                        .single();

        assertThat(bytes / ENTRIES).isBetween(100L, 500L);
    }

    @Test
    void a_page_reads_at_most_its_limit_and_a_chunk_of_each_index_range() {
        for (boolean analyzed : List.of(false, true)) {
            if (analyzed) {
                DATABASE.superuser().execute("analyze projection_audit_1.entries");
                DATABASE.superuser().execute("analyze projection_audit_1.partners");
            }
            for (TenantSet tenants :
                    List.of(tenant(0), tenant(7), fleet(0), fleet(1), new TenantSet.All())) {
                for (AuditFilter filter : filters()) {
                    for (boolean ascending : List.of(true, false)) {
                        AuditQuery query =
                                new AuditQuery(
                                        tenants,
                                        filter,
                                        ENTRIES / 20,
                                        ENTRIES - 100,
                                        ascending,
                                        LIMIT,
                                        Page.MOST_BYTES);
                        assertThat(rowsRead(query))
                                .as("%s, analyzed %s", query, analyzed)
                                .isLessThan(sources(query) * (LIMIT + AuditIndex.CHUNK + 100));
                    }
                }
            }
        }
    }

    /**
     * Filters by one field each, one of them with a value that no entry has, and one by two fields.
     */
    private static List<AuditFilter> filters() {
        return List.of(
                AuditFilter.ofActions(NONE),
                AuditFilter.ofActions(List.of("model.enable")),
                AuditFilter.ofActions(List.of("model.enable", "call.ended", "no.such")),
                new AuditFilter(NONE, List.of(actor(0, 1)), NONE, NONE),
                new AuditFilter(NONE, NONE, List.of("model"), NONE),
                new AuditFilter(NONE, NONE, NONE, List.of(resource(0, 3))),
                new AuditFilter(List.of("call.ended"), NONE, NONE, List.of(resource(0, 3))));
    }

    /** The number of index ranges that a page is merged from. */
    private static int sources(AuditQuery query) {
        int values =
                query.filter().byColumn().values().stream().mapToInt(List::size).max().orElse(1);
        return query.tenants() instanceof TenantSet.One ? values : 4 * values;
    }

    private static double rowsRead(AuditQuery query) {
        AuditIndex.Statement statement = AuditIndex.statement(query);
        String plan =
                SIDE.reads()
                        .asItIs(
                                AUDIT,
                                query.tenants(),
                                sql ->
                                        sql.sql(
                                                        "explain (analyze, format json) "
                                                                + statement.text())
                                                .params(statement.parameters())
                                                .query((row, _) -> row.getString(1))
                                                .single())
                        .value();
        return rowsRead(ApiJson.mapper().readTree(plan).get(0).get("Plan"));
    }

    private static double rowsRead(JsonNode node) {
        double own =
                node.path("Relation Name").asString("").equals("entries")
                        ? node.get("Actual Loops").asDouble()
                                * (node.get("Actual Rows").asDouble()
                                        + node.path("Rows Removed by Filter").asDouble(0)
                                        + node.path("Rows Removed by Index Recheck").asDouble(0))
                        : 0;
        return own
                + Stream.of(node.path("Plans"))
                        .flatMap(plans -> plans.valueStream())
                        .mapToDouble(AuditIndexTest::rowsRead)
                        .sum();
    }

    /** An event; most events are of the first tenants. */
    private static StoredEvent event(long position) {
        int nth = (int) (TENANTS * Math.pow(RANDOM.nextDouble(), 2));
        PlatformReported event =
                new PlatformReported(
                        new TenantId(id("tnt_", nth)),
                        new Origin("//platform", Long.toString(position)),
                        ACTIONS.get(RANDOM.nextInt(ACTIONS.size())),
                        resource(nth, RANDOM.nextInt(500)),
                        null);
        return new StoredEvent(
                position,
                new UUID(0, position),
                event.stream(),
                position,
                event,
                new EventMetadata(
                        actor(nth, RANDOM.nextInt(8)),
                        ActorType.USER,
                        "req",
                        null,
                        null,
                        event.tenant(),
                        nth == 7
                                ? List.of(partner(0), partner(1))
                                : List.of(partner(0), partner(2 + nth % 2)),
                        null,
                        NOON),
                NOON.plusSeconds(position),
                0,
                new EventDigest("test", 1, "", ""));
    }

    private static TenantSet tenant(int nth) {
        return new TenantSet.One(new Directory.Tenant(new TenantId(id("tnt_", nth)), List.of()));
    }

    private static TenantSet fleet(int nth) {
        return new TenantSet.Fleet(partner(nth));
    }

    private static PartnerId partner(int nth) {
        return new PartnerId(id("prt_", nth));
    }

    private static String actor(int tenant, int nth) {
        return new UUID(tenant * 77L, nth).toString();
    }

    private static String resource(int tenant, int nth) {
        return id("ptc_", tenant * 1_000 + nth);
    }

    /** An id as long as real ones. */
    private static String id(String prefix, int nth) {
        return prefix + "01jv3k8q2w" + "%016d".formatted(nth);
    }
}
