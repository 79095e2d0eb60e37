package com.scaiwave.admin.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second line of defence: a query without its condition shows no other tenant's rows. */
@NullMarked
class AccessPolicyTest {
    private static final TestPostgres DATABASE = ReadSide.database();
    private static final JdbcClient READER = JdbcClient.create(DATABASE.as("scaiwave_query"));
    private static final JdbcClient PROJECTOR =
            JdbcClient.create(DATABASE.as("scaiwave_projector"));
    private static final String ENTRY =
            """
            with fleet as (
                insert into {schema}.partners (partner, lineage) values (?, string_to_array(?, ' ')))
            insert into {schema}.entries (position, tenant, partner, action, actor_id, resource_type)
            values (?, nullif(?, ''), ?, 'x', 'ada', 'x')
            """;

    private static final String TABLES =
            "select table_name from information_schema.tables where table_schema = ?";

    private static ReadSide side;

    @BeforeAll
    static void two_fleets_with_a_tenant_each_and_an_entry_of_a_partner() {
        side = ReadSide.on(DATABASE);
        String entries = in("audit", ENTRY);
        PROJECTOR.sql(entries).params("prt_2", "prt_1 prt_2", 1, "tnt_a", "prt_2").update();
        PROJECTOR.sql(entries).params("prt_3", "prt_3", 2, "tnt_b", "prt_3").update();
        PROJECTOR.sql(entries).params("prt_1", "prt_1", 3, "", "prt_1").update();
    }

    @AfterAll
    static void close() {
        side.close();
    }

    @Test
    void a_tenant_a_fleet_or_all_of_them() {
        assertThat(entries(new TenantSet.All())).containsExactly(1L, 2L, 3L);
        assertThat(entries(new TenantSet.Fleet(new PartnerId("prt_1")))).containsExactly(1L, 3L);
        assertThat(entries(new TenantSet.Fleet(new PartnerId("prt_2")))).containsExactly(1L);
        assertThat(entries(new TenantSet.Fleet(new PartnerId("prt_9")))).isEmpty();
        assertThat(entries(one("tnt_b"))).containsExactly(2L);
        assertThat(entries(one("tnt_c"))).isEmpty();
    }

    @Test
    void who_does_not_say_for_whom_sees_nothing() {
        String count = in("audit", "select count(*) from {schema}.entries");
        assertThat(READER.sql(count).query(Long.class).single()).isZero();
        // A setting of an ended transaction is empty, not gone.
        entries(new TenantSet.All());
        assertThat(READER.sql(count).query(Long.class).single()).isZero();
    }

    @Test
    void every_table_is_guarded_and_who_reads_can_change_none() {
        for (Projection projection : side.all()) {
            String schema = live(projection.name()).orElseThrow().schema();
            for (String table : PROJECTOR.sql(TABLES).param(schema).query(String.class).list()) {
                assertThatExceptionOfType(DataAccessException.class)
                        .as(schema + "." + table)
                        .isThrownBy(
                                () -> READER.sql("delete from " + schema + "." + table).update());
            }
        }
        model().check();
    }

    @Test
    void a_table_that_lost_its_guard_keeps_a_process_from_starting() {
        String table = in("plugins", "{schema}.views");
        PROJECTOR.sql("alter table " + table + " no force row level security").update();
        assertThatIllegalStateException()
                .isThrownBy(() -> model().check())
                .withMessageContaining(table);
        PROJECTOR.sql("alter table " + table + " force row level security").update();
    }

    private static ReadModel model() {
        return new ReadModel(DATABASE.as("scaiwave_projector"), DATABASE.as("scaiwave_query"));
    }

    private static List<Long> entries(TenantSet tenants) {
        return side.reads()
                .asItIs(
                        side.projection("audit"),
                        tenants,
                        sql ->
                                List.copyOf(
                                        sql.sql(
                                                        "select position from {schema}.entries order by position")
                                                .query(Long.class)
                                                .list()))
                .value();
    }

    private static TenantSet one(String tenant) {
        return new TenantSet.One(new Directory.Tenant(new TenantId(tenant), List.of()));
    }

    private static Optional<Generation> live(String name) {
        return model().generations().live(side.projection(name));
    }

    private static String in(String projection, String statement) {
        return statement.replace("{schema}", live(projection).orElseThrow().schema());
    }
}
