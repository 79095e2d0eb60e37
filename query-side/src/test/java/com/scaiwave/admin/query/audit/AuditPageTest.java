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
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** For any query, a page has what a scan of all entries finds. */
@NullMarked
class AuditPageTest {
    private static final TestPostgres DATABASE = ReadSide.database();
    private static final Instant NOON = Instant.parse("2026-05-17T12:00:00Z");
    private static final int ENTRIES = 3_500;
    private static final int BATCH = 40;
    private static final int ASKED = 400;

    /** The partners above a tenant, from the top; the tenant is directly below the last one. */
    private static final List<List<PartnerId>> LINEAGES =
            List.of(
                    lineage("top"),
                    lineage("top", "low"),
                    lineage("top", "low", "least"),
                    lineage("other"));

    private static final long SEED = System.nanoTime();
    private static final Random RANDOM = new Random(SEED);
    private static final List<StoredEvent> EVENTS = new ArrayList<>();

    private static ReadSide side;
    private static Projection audit;

    @BeforeAll
    static void many_entries_of_some_tenants() {
        side = ReadSide.on(DATABASE);
        audit = side.projection("audit");
        for (long position = 1; position <= ENTRIES; position++) {
            EVENTS.add(event(position));
        }
        ReadModel model =
                new ReadModel(DATABASE.as("scaiwave_projector"), DATABASE.as("scaiwave_query"));
        Batches batches = new Batches(audit, model);
        for (int from = 0; from < ENTRIES; from += BATCH) {
            batches.project(EVENTS.subList(from, Math.min(ENTRIES, from + BATCH)));
        }
    }

    @AfterAll
    static void close() {
        side.close();
    }

    @Test
    void has_what_a_walk_through_all_finds() {
        int found = 0;
        for (int i = 0; i < ASKED; i++) {
            TenantSet tenants = tenants();
            AuditFilter filter =
                    new AuditFilter(
                            some(AuditPageTest::action),
                            some(AuditPageTest::actor),
                            some(() -> "call"),
                            some(AuditPageTest::resource));
            long after = RANDOM.nextInt(ENTRIES);
            long upTo = RANDOM.nextBoolean() ? Long.MAX_VALUE : after + RANDOM.nextInt(ENTRIES);
            boolean ascending = RANDOM.nextBoolean();
            int most = 1 + RANDOM.nextInt(30);

            AuditQuery query =
                    new AuditQuery(tenants, filter, after, upTo, ascending, most, Page.MOST_BYTES);

            List<Long> page =
                    side.reads()
                            .asItIs(audit, tenants, sql -> AuditIndex.positions(sql, query))
                            .value();

            assertThat(page)
                    .as("seed %s: %s %s (%s, %s]", SEED, tenants, filter, after, upTo)
                    .isEqualTo(walk(tenants, filter, after, upTo, ascending, most + 1));
            found += page.size();
        }
        assertThat(found).isGreaterThan(ASKED);
    }

    private static List<Long> walk(
            TenantSet tenants,
            AuditFilter filter,
            long after,
            long upTo,
            boolean ascending,
            int most) {
        List<Long> positions =
                new ArrayList<>(
                        EVENTS.stream()
                                .filter(e -> e.position() > after && e.position() <= upTo)
                                .filter(e -> within(tenants, e.metadata()))
                                .filter(e -> matches(filter, e))
                                .map(StoredEvent::position)
                                .toList());
        if (!ascending) {
            Collections.reverse(positions);
        }
        return positions.subList(0, Math.min(most, positions.size()));
    }

    private static boolean within(TenantSet tenants, EventMetadata metadata) {
        return switch (tenants) {
            case TenantSet.One(var tenant) -> tenant.id().equals(metadata.tenant());
            case TenantSet.Fleet(var partner) -> metadata.partners().contains(partner);
            case TenantSet.All _ -> true;
        };
    }

    private static boolean matches(AuditFilter filter, StoredEvent recorded) {
        PlatformReported event = (PlatformReported) recorded.event();
        return among(filter.actions(), event.action())
                && among(filter.actors(), recorded.metadata().actorId())
                && among(filter.resourceTypes(), event.action().replaceFirst("\\..*", ""))
                && among(filter.resourceIds(), event.resource());
    }

    private static boolean among(List<String> wanted, @Nullable String value) {
        return wanted.isEmpty() || (value != null && wanted.contains(value));
    }

    private static StoredEvent event(long position) {
        int nth = RANDOM.nextInt(10);
        TenantId tenant = new TenantId("tnt_" + nth);
        PlatformReported event =
                new PlatformReported(
                        tenant,
                        new Origin("//platform", Long.toString(position)),
                        action(),
                        RANDOM.nextInt(5) == 0 ? null : resource(),
                        null);
        return new StoredEvent(
                position,
                UUID.randomUUID(),
                event.stream(),
                position,
                event,
                new EventMetadata(
                        actor(),
                        ActorType.USER,
                        "req",
                        null,
                        null,
                        RANDOM.nextInt(20) == 0 ? null : tenant,
                        LINEAGES.get(nth % LINEAGES.size()),
                        null,
                        NOON),
                NOON.plusSeconds(position),
                0,
                new EventDigest("test", 1, "", ""));
    }

    private static TenantSet tenants() {
        return switch (RANDOM.nextInt(3)) {
            case 0 ->
                    new TenantSet.One(
                            new Directory.Tenant(
                                    new TenantId("tnt_" + RANDOM.nextInt(11)), List.of()));
            case 1 -> new TenantSet.Fleet(one(lineage("top", "low", "least", "other", "none")));
            default -> new TenantSet.All();
        };
    }

    private static List<String> some(Supplier<String> value) {
        return RANDOM.nextInt(3) > 0
                ? List.of()
                : RANDOM.ints(0, 3)
                        .limit(1 + RANDOM.nextInt(2))
                        .mapToObj(_ -> value.get())
                        .toList();
    }

    private static String action() {
        return one(List.of("call.started", "call.ended", "note.shared"));
    }

    private static String actor() {
        return one(List.of("ann", "bob", "cem"));
    }

    private static String resource() {
        return one(List.of("r1", "r2", "r3"));
    }

    private static <T> T one(List<T> things) {
        return Objects.requireNonNull(things.get(RANDOM.nextInt(things.size())));
    }

    private static List<PartnerId> lineage(String... names) {
        return Stream.of(names).map(n -> new PartnerId("prt_" + n)).toList();
    }
}
