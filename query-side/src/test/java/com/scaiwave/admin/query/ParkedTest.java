package com.scaiwave.admin.query;

import static com.scaiwave.admin.testkit.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.projection.Parked;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Tables;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A projection that can't handle an event parks the event's tenant, and no other. */
@NullMarked
@Order(1)
class ParkedTest {
    private static final TenantId SOUND = new TenantId("tnt_sound");
    private static final TenantId SICK = new TenantId("tnt_sick");
    private static final PartnerId PARTNER = new PartnerId("prt_1");
    private static final PartnerId OTHER = new PartnerId("prt_2");

    private final TestPostgres database = ReadSide.database();
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final Picky picky = new Picky();
    private final ReadSide side = ReadSide.on(database, picky::orNot);
    private long versions;

    @AfterEach
    void stop() {
        side.close();
    }

    @Test
    void the_tenant_waits_and_the_others_go_on() throws Exception {
        parkOne();

        assertThat(enabled(SOUND)).isEqualTo(2);
        assertLagging(one(SICK));
        assertLagging(new TenantSet.Fleet(PARTNER));
        assertLagging(new TenantSet.All());
        assertReads(models(), new TenantSet.Fleet(OTHER));
        assertReads(side.projection("audit"), one(SICK));
        assertThat(side.followers().failures()).isEmpty();
        assertThat(side.projections().parked())
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.projection()).isEqualTo("models");
                    assertThat(p.tenant()).isEqualTo(SICK.value());
                    assertThat(p.before().position()).isEqualTo(1);
                    assertThat(p.reason()).isEqualTo("IllegalStateException");
                });
    }

    @Test
    void once_the_fault_is_mended_it_catches_up() throws Exception {
        parkOne();
        assertThat(resume(false)).isFalse();
        assertLagging(one(SICK));

        picky.broken = Set.of();
        assertThat(resume(false)).isTrue();

        assertThat(enabled(SICK)).isEqualTo(2);
        assertThat(side.projections().parked()).isEmpty();
        assertThat(side.projections().rebuild(models(), _ -> {}).different()).isZero();
    }

    @Test
    void it_catches_up_but_for_an_event_that_is_skipped() throws Exception {
        parkOne();

        assertThat(resume(true)).isTrue();

        assertThat(enabled(SICK)).isEqualTo(1);
        enable(SICK, "scai/later");
        assertThat(enabled(SICK)).isEqualTo(2);
    }

    @Test
    void so_it_does_where_it_is_the_database_that_refuses_its_rows() throws Exception {
        picky.refused = true;
        parkOne();

        assertThat(enabled(SOUND)).isEqualTo(2);
        assertLagging(one(SICK));
        assertReads(side.projection("audit"), one(SICK));
        assertThat(side.projections().parked())
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.projection()).isEqualTo("models");
                    assertThat(p.reason()).isEqualTo("DataIntegrityViolationException");
                });
    }

    @Test
    void the_next_event_that_can_not_be_handled_is_where_it_stands_then() throws Exception {
        picky.broken = Set.of("scai/bad", "scai/worse");
        parkOne();
        enable(SICK, "scai/worse");
        awaitHead();

        assertThat(resume(true)).isFalse();

        assertThat(side.projections().parked())
                .singleElement()
                .satisfies(p -> assertThat(p.before().position()).isEqualTo(log.head() - 1));
        assertThat(resume(true)).isTrue();
        assertThat(enabled(SICK)).isEqualTo(1);
    }

    private void parkOne() throws InterruptedException {
        side.start();
        enable(SOUND, "scai/good");
        enable(SICK, "scai/bad");
        enable(SICK, "scai/good");
        enable(SOUND, "scai/bad");
        awaitHead();
    }

    private boolean resume(boolean skip) {
        Parked parked = side.projections().parked().getFirst();
        return side.projections().resume(models(), parked, skip);
    }

    private Projection models() {
        return side.projection("models");
    }

    private long enabled(TenantId tenant) {
        return side.reads()
                .now(
                        models(),
                        one(tenant),
                        sql ->
                                sql.sql("select count(*) from {schema}.views")
                                        .query(Long.class)
                                        .single());
    }

    private void assertLagging(TenantSet tenants) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> side.reads().now(models(), tenants, _ -> "rows"))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_READ_LAGGING);
    }

    private void assertReads(Projection projection, TenantSet tenants) {
        String found = side.reads().now(projection, tenants, _ -> "rows");
        assertThat(found).isEqualTo("rows");
    }

    private void enable(TenantId tenant, String slug) {
        versions++;
        ModelEnabled event =
                new ModelEnabled(
                        tenant,
                        new ModelSlug(slug),
                        new ModelFacts("Model", "chat", 1L, 1L, "active", "healthy"),
                        versions,
                        versions);
        EventMetadata metadata =
                Tenants.byAnn(tenant, List.of(PARTNER), Instant.parse("2026-05-17T12:00:00Z"));
        log.append(Append.of(List.of(new NewEvent(UUID.randomUUID(), event, metadata))));
    }

    private void awaitHead() throws InterruptedException {
        until(
                "everything is projected",
                () -> side.projections().states().stream().allMatch(s -> s.lag() == 0));
    }

    private static TenantSet one(TenantId tenant) {
        return new TenantSet.One(new Tenant(tenant, List.of(PARTNER)));
    }

    /** Makes the projection of models fail at some models of the sick tenant. */
    private static final class Picky {
        private static final String NO_ROW =
                "insert into {schema}.views (tenant, id, view) values (?, '', null)";

        private volatile Set<String> broken = Set.of("scai/bad");

        /** Whether it writes a row that the table refuses, instead of throwing. */
        private volatile boolean refused;

        Projection orNot(Projection projection) {
            if (!projection.name().equals("models")) {
                return projection;
            }
            return new Projection() {
                @Override
                public String name() {
                    return projection.name();
                }

                @Override
                public String tables() {
                    return projection.tables();
                }

                @Override
                public void project(Tables tables, List<StoredEvent> events) {
                    projection.project(tables, events);
                    if (events.stream().noneMatch(Picky.this::isBroken)) {
                        return;
                    }
                    if (!refused) {
                        throw new IllegalStateException("can't handle this");
                    }
                    tables.write(NO_ROW, SICK.value());
                }
            };
        }

        private boolean isBroken(StoredEvent recorded) {
            return recorded.event() instanceof ModelEnabled e
                    && e.tenant().equals(SICK)
                    && broken.contains(e.model().value());
        }
    }
}
