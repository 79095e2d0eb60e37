package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Wire;
import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 1: a query ends with its request, also when the client disconnects. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ResourceLock(Deployment.UNDISTURBED)
class GoneClientTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    /** Well below the limit of a query, which is 3.5 s. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final String AUDIT_TABLE =
            """
            select g.schema || '.entries'
            from readmodel.live join readmodel.generations g using (projection, generation)
            where projection = 'audit'
            """;
    private static final String WAITING =
            """
            select count(*) from pg_stat_activity
            where usename = ? and state = 'active' and wait_event_type = 'Lock'
              and clock_timestamp() - query_start > make_interval(secs => ?)
            """;
    private static final String READER = "scaiwave_query";
    private static final String WRITER = "scaiwave_command";

    private final Tenant tenant = Fleet.tenant();
    private final String token = "Authorization: Bearer " + tenant.admin().token();
    private Connection superuser;

    /** Without a transaction: within one, the same activity would be seen all the time. */
    private Connection looking;

    private Statement sql;

    @BeforeEach
    void a_read_model_that_is_up_to_date() throws SQLException {
        superuser = Deployment.superuser();
        looking = Deployment.superuser();
        sql = superuser.createStatement();
        tenant.admin().read(Given.AUDIT);
    }

    @AfterEach
    void unlock() throws SQLException {
        superuser.close();
        looking.close();
    }

    /** How a client disconnects. */
    enum Leaving {
        CLOSE {
            @Override
            void leave(Wire wire) throws IOException {
                wire.close();
            }
        },
        RESET {
            @Override
            void leave(Wire wire) throws IOException {
                wire.reset();
            }
        },
        END_OUTPUT {
            @Override
            void leave(Wire wire) throws IOException {
                wire.endOutput();
            }
        };

        abstract void leave(Wire wire) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    @Tag("split")
    void the_query_of_a_client_that_is_gone_is_cancelled(Leaving how) throws Exception {
        lockAudit();
        try (Wire wire = Wire.open().send(get(Given.AUDIT))) {
            awaitWaiting(READER, 1, Duration.ZERO);

            how.leave(wire);

            Waiting.until("its query is gone", SOON, () -> waiting(READER, Duration.ZERO) == 0);
        }
        superuser.rollback();
        tenant.admin().read(Given.AUDIT);
    }

    @Test
    void clients_that_stay_get_their_answers_while_others_leave() throws Exception {
        lockAudit();
        try (Wire stays = Wire.open().send(get(Given.AUDIT));
                Wire leaves = Wire.open().send(get(Given.AUDIT))) {
            awaitWaiting(READER, 2, Duration.ZERO);
            leaves.reset();
            awaitWaiting(READER, 1, Duration.ZERO);

            superuser.rollback();

            stays.answer("GET", Given.AUDIT).expect(200);
            stays.send(get(Given.STUDIO)).answer("GET", Given.STUDIO).expect(200);
        }
    }

    @Test
    void requests_that_arrive_while_the_first_one_is_handled_are_answered_in_turn()
            throws Exception {
        lockAudit();
        try (Wire wire = Wire.open().send(get(Given.AUDIT))) {
            awaitWaiting(READER, 1, Duration.ZERO);
            String next = get(Given.STUDIO);
            wire.send(next.substring(0, 20));
            awaitWaiting(READER, 1, Duration.ofMillis(600));
            wire.send(next.substring(20) + get(Given.CONFIG));
            awaitWaiting(READER, 1, Duration.ofMillis(900));

            superuser.rollback();

            wire.answer("GET", Given.AUDIT).expect(200);
            wire.answer("GET", Given.STUDIO).expect(200);
            wire.answer("GET", Given.CONFIG).expect(200);
            wire.send(get(Given.AUDIT)).answer("GET", Given.AUDIT).expect(200);
        }
    }

    @Test
    void a_write_that_arrives_while_a_read_is_handled_is_done() throws Exception {
        lockAudit();
        String body = "{\"enabled\": true}";
        String put =
                Wire.head(
                        "PUT " + Given.STUDIO + " HTTP/1.1",
                        token,
                        "Content-Type: application/json",
                        "Content-Length: " + body.length());
        try (Wire wire = Wire.open().send(get(Given.AUDIT))) {
            awaitWaiting(READER, 1, Duration.ZERO);
            wire.send(put + body);
            awaitWaiting(READER, 1, Duration.ofMillis(500));

            superuser.rollback();

            wire.answer("GET", Given.AUDIT).expect(200);
            wire.answer("PUT", Given.STUDIO).expectChanged();
        }
    }

    @Test
    @Tag("split")
    void a_write_is_done_whether_its_client_is_there_or_not() throws Exception {
        superuser.setAutoCommit(false);
        sql.execute("lock table log_administration.events in exclusive mode");
        tenantWrites();
        awaitWaiting(WRITER, 1, Duration.ofSeconds(1));

        superuser.rollback();

        Waiting.until(
                "the write is there",
                BOUND,
                () -> tenant.admin().read(Given.STUDIO).data().get("enabled").asBoolean());
    }

    /** Sends a write, and disconnects when it waits for the log. */
    private void tenantWrites() throws Exception {
        String body = object("enabled", true).toString();
        try (Wire wire = Wire.open()) {
            wire.send(
                    Wire.head(
                                    "PUT " + Given.STUDIO + " HTTP/1.1",
                                    token,
                                    "Content-Type: application/json",
                                    "Content-Length: " + body.length())
                            + body);
            awaitWaiting(WRITER, 1, Duration.ZERO);
        }
    }

    @Test
    void a_thousand_requests_of_one_connection_are_answered_in_turn() throws Exception {
        try (Wire wire = Wire.open()) {
            for (int n = 0; n < 100; n++) {
                wire.send((get(Given.STUDIO) + get(Given.CONFIG)).repeat(5));
                for (int pair = 0; pair < 5; pair++) {
                    wire.answer("GET", Given.STUDIO).expect(200);
                    wire.answer("GET", Given.CONFIG).expect(200);
                }
            }
        }
    }

    private String get(String path) {
        return Wire.head("GET " + path + " HTTP/1.1", token);
    }

    private void lockAudit() throws SQLException {
        String table;
        try (ResultSet live = sql.executeQuery(AUDIT_TABLE)) {
            assertThat(live.next()).isTrue();
            table = live.getString(1);
        }
        superuser.setAutoCommit(false);
        sql.execute("lock table " + table + " in access exclusive mode");
    }

    private void awaitWaiting(String role, int queries, Duration since) {
        Waiting.until(
                queries + " queries of " + role + " wait since " + since,
                BOUND,
                () -> waiting(role, since) == queries);
    }

    private long waiting(String role, Duration since) {
        try (PreparedStatement query = looking.prepareStatement(WAITING)) {
            query.setString(1, role);
            query.setDouble(2, since.toMillis() / 1000.0);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
