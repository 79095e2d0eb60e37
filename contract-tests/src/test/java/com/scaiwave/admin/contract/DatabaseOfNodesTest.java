package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Section 1, error codes: an error of PostgreSQL that means "not now" is a 503 through the gateway
 * as well, and passes without a restart of any node.
 */
@Tag("split")
@ResourceLock(Deployment.UNDISTURBED)
class DatabaseOfNodesTest {

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private Tenant tenant = Fleet.tenant();
    private Api admin = tenant.admin();

    @BeforeEach
    void a_split_deployment() throws SQLException {
        sql("select 1");
        tenant = Fleet.tenant();
        admin = tenant.admin();
        admin.put(Given.STUDIO).json(object("enabled", false)).send().expect(200);
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = Deployment.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private List<Request> writes() {
        List<Request> writes = new ArrayList<>(Given.writes(admin));
        writes.add(
                Fleet.service()
                        .post(Report.PATH)
                        .body(Report.ONE, Report.event(tenant, "thing.grow", "n", 1).toString()));
        return writes;
    }

    private static int readiness() {
        return Api.anonymous().get("/actuator/health/readiness").send().status();
    }

    private static void assertUnavailable(Response response) {
        response.expectError(503, "SW_UNAVAILABLE");
        assertThat(response.header("Retry-After")).isNotNull();
    }

    @Test
    void a_database_that_turns_read_only_and_back_needs_no_restart() throws SQLException {
        sql("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        try {
            Waiting.until("no node takes writes", RECOVERY, () -> readiness() == 503);
            writes().forEach(w -> assertUnavailable(w.send()));
            for (String read : List.of(Given.STUDIO, Given.AUDIT, Given.EVENTS)) {
                admin.get(read).send().assertStatus().isIn(200, 503);
            }
        } finally {
            sql("alter system reset default_transaction_read_only", "select pg_reload_conf()");
        }

        Waiting.until("it is ready again", RECOVERY, () -> readiness() == 200);
        writes().forEach(w -> w.send().assertStatus().isIn(200, 201));
    }

    @Test
    void a_full_disk_is_a_503_and_passes() throws SQLException {
        assertIsUnavailableAndPasses("53100");
    }

    /** A switch to a standby, too many connections, a start. */
    @ParameterizedTest
    @ValueSource(strings = {"25006", "53300", "57P03"})
    @Tag("thorough")
    void what_else_means_not_now_is_a_503_and_passes(String state) throws SQLException {
        assertIsUnavailableAndPasses(state);
    }

    /** The error is raised where events are stored. */
    private void assertIsUnavailableAndPasses(String state) throws SQLException {
        sql(
                """
                create or replace function log_administration.not_now() returns trigger language plpgsql
                as $$ begin
                    if new.stream like '%%%s' then
                        raise exception 'not now' using errcode = '%s';
                    end if;
                    return new;
                end $$
                """
                        .formatted(tenant.id(), state),
                "create trigger not_now before insert on log_administration.events"
                        + " for each row execute function log_administration.not_now()");
        try {
            for (int i = 0; i < 4; i++) {
                assertUnavailable(admin.put(Given.STUDIO).json(object("enabled", true)).send());
            }
        } finally {
            sql("drop trigger not_now on log_administration.events");
        }

        Waiting.until(
                "writes are taken again",
                RECOVERY,
                () -> admin.put(Given.STUDIO).json(object("enabled", true)).send().status() == 200);
        assertThat(admin.read(Given.STUDIO).data().get("enabled").asBoolean()).isTrue();
    }
}
