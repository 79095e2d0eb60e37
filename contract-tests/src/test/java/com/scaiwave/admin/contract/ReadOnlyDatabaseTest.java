package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1, error codes: any error of PostgreSQL that means "not now" is a 503, and passes. */
@WithOwnDeployment
@Tag("development")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadOnlyDatabaseTest {

    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final String READY = "/actuator/health/readiness";

    private final AllInOne process = AllInOne.prepare("read-only");

    @BeforeAll
    void start() {
        process.start(Map.of("SCAIWAVE_LIMITS_CALLERPERMINUTE", "1000000"));
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private void sql(String... statements) {
        try (Connection connection = process.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int readiness() {
        return process.anonymous().get(READY).send().status();
    }

    private List<Request> writes(Api admin, Api service) {
        List<Request> writes = new ArrayList<>(Given.writes(admin));
        writes.add(process.operator().post(Given.PARTNERS).json(Given.partner(Fleet.slug())));
        writes.add(
                service.post(Report.PATH)
                        .body(
                                Report.ONE,
                                object(
                                                "specversion", "1.0",
                                                "id", Fleet.slug(),
                                                "source", "/test",
                                                "type", "swp.storage.change",
                                                "time", Report.TIME,
                                                "tenantid", "tnt_demo",
                                                "data", object("bytes_delta", 1))
                                        .toString()));
        return writes;
    }

    private static void assertUnavailable(Response response) {
        response.expectError(503, "SW_UNAVAILABLE");
        assertThat(response.header("Retry-After")).isNotNull();
    }

    @Test
    void a_database_that_turns_read_only_and_back_needs_no_restart() {
        Api admin = process.admin("tnt_demo", "usr_" + Fleet.slug());
        Api service =
                process.client(
                        "sub", "svc",
                        "permissions", List.of("platform:ingest"),
                        "actor_type", "service");
        admin.put(Given.STUDIO).json(object("enabled", false)).send().expect(200);
        assertThat(readiness()).isEqualTo(200);

        sql("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        try {
            Waiting.until("it says that it is not ready", RECOVERY, () -> readiness() == 503);
            for (int round = 0; round < 3; round++) {
                writes(admin, service).forEach(w -> assertUnavailable(w.send()));
                // The key of a new caller would have to be stored.
                assertUnavailable(
                        process.admin("tnt_demo", "usr_" + Fleet.slug())
                                .put(Given.STUDIO)
                                .json(object("enabled", true))
                                .send());
                for (String read : List.of(Given.STUDIO, Given.AUDIT, Given.STATS, Given.EVENTS)) {
                    admin.get(read).send().assertStatus().isIn(200, 503);
                }
            }
        } finally {
            sql("alter system reset default_transaction_read_only", "select pg_reload_conf()");
        }

        Waiting.until("it is ready again", RECOVERY, () -> readiness() == 200);
        for (int round = 0; round < 3; round++) {
            writes(admin, service).forEach(w -> w.send().assertStatus().isIn(200, 201));
        }
        assertThat(admin.read(Given.STUDIO).data().get("enabled").asBoolean()).isFalse();
    }

    /** An error that a trigger of the log raises stands for a server that answers with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "25006", "40001", "40P01", "53000", "53100", "53200", "53300", "55006", "55P03",
                "57014", "57P03", "58030"
            })
    void whatever_means_not_now_is_a_503(String state) {
        Api admin = process.admin("tnt_demo", "usr_admin");
        admin.put(Given.NOTES).json(object("instructions", Fleet.slug())).send().expect(200);
        sql(
                """
                create or replace function log_administration.not_now() returns trigger language plpgsql
                as $$ begin raise exception 'not now' using errcode = '%s'; end $$
                """
                        .formatted(state),
                "create trigger not_now before insert on log_administration.events"
                        + " for each statement execute function log_administration.not_now()");
        try {
            assertUnavailable(
                    admin.put(Given.NOTES).json(object("instructions", Fleet.slug())).send());
        } finally {
            sql("drop trigger not_now on log_administration.events");
        }
        admin.put(Given.NOTES).json(object("instructions", Fleet.slug())).send().expect(200);
    }
}
