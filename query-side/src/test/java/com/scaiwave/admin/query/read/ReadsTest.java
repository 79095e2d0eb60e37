package com.scaiwave.admin.query.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A read sees the rows of its tenants, in tables that a rebuild may replace meanwhile. */
@NullMarked
class ReadsTest {
    private static final String ROWS = "select count(*) from {schema}.views";

    private static final TestPostgres DATABASE = ReadSide.database();
    private static final EventLog LOG = DATABASE.log(LogName.ADMINISTRATION);

    private static final ReadSide SIDE = ReadSide.on(DATABASE).start();

    private final Reads reads = SIDE.reads();
    private final Projection tenants = SIDE.projection("tenants");
    private final AtomicInteger attempts = new AtomicInteger();

    @BeforeAll
    static void two_tenants() {
        RandomHistory.append(LOG, new RandomHistory(1).beginning());
    }

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @Test
    void a_read_finds_what_was_written_before_it_and_knows_its_position() {
        assertThat(rows(tenants, new TenantSet.All(), ROWS)).isEqualTo(2);
        assertThat(reads.asItIs(tenants, new TenantSet.All(), _ -> "").position())
                .isEqualTo(LOG.head());
        assertThat(reads.head(LogName.ADMINISTRATION)).isEqualTo(LOG.last());
        assertThat(reads.head(LogName.METERING).position()).isZero();
    }

    @Test
    void rows_outside_the_scope_do_not_exist() {
        Projection audit = SIDE.projection("audit");
        String rows = "select count(*) from {schema}.entries";

        assertThat(rows(audit, tenant("tnt_1"), rows))
                .isPositive()
                .isLessThanOrEqualTo(rows(audit, new TenantSet.All(), rows));
        assertThat(rows(audit, tenant("tnt_9"), rows)).isZero();
    }

    @Test
    void tables_that_were_replaced_during_a_read_are_looked_up_again() {
        long found = reads.now(tenants, new TenantSet.All(), this::goneOnce);
        assertThat(found).isEqualTo(2);
        assertThat(attempts).hasValue(2);
        attempts.set(0);
        assertThat(reads.asItIs(tenants, new TenantSet.All(), this::goneOnce).value()).isEqualTo(2);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void tables_that_do_not_exist_are_not_looked_for_again_and_again() {
        assertFails("select count(*) from {schema}.nowhere", 2);
    }

    @Test
    void any_other_mistake_is_made_once() {
        assertFails("select mistaken", 1);
    }

    private long rows(Projection projection, TenantSet tenants, String statement) {
        return reads.now(projection, tenants, sql -> count(sql, statement));
    }

    private void assertFails(String statement, int times) {
        attempts.set(0);
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() ->
                        reads.now(tenants, new TenantSet.All(), sql -> attempt(sql, statement)));
        assertThat(attempts).hasValue(times);
        attempts.set(0);
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() ->
                        reads.asItIs(tenants, new TenantSet.All(), sql -> attempt(sql, statement)));
        assertThat(attempts).hasValue(times);
    }

    private long goneOnce(JdbcClient sql) {
        return attempt(sql, attempts.get() == 0 ? "select count(*) from {schema}.gone" : ROWS);
    }

    private long attempt(JdbcClient sql, String statement) {
        attempts.incrementAndGet();
        return count(sql, statement);
    }

    private static long count(JdbcClient sql, String statement) {
        return sql.sql(statement).query(Long.class).single();
    }

    private static TenantSet tenant(String id) {
        return new TenantSet.One(new Directory.Tenant(new TenantId(id), List.of()));
    }
}
