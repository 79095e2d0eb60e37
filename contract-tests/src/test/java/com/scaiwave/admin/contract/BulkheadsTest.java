package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Rows;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Section 1: one caller can't starve another, and a query ends with its request. */
@WithOwnDeployment
@Tag("development")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkheadsTest {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final String WAITING =
            """
            select count(*) from pg_stat_activity
            where usename = 'scaiwave_query' and state = 'active' and wait_event_type = 'Lock'
            """;

    private final AllInOne process =
            AllInOne.start("bulkheads", Map.of("SCAIWAVE_EVENTS_STREAMSEACH", "3"));

    @AfterAll
    void stop() {
        process.close();
    }

    private Api admin() {
        return process.admin("tnt_demo", "usr_admin");
    }

    private EventReader stream(Api api) {
        return new EventReader(api.get(Given.EVENTS).query("after", "now"));
    }

    @Test
    void a_caller_has_so_many_streams_and_other_callers_have_theirs() throws IOException {
        List<EventReader> open = new ArrayList<>();
        try {
            for (int n = 0; n < 3; n++) {
                open.add(stream(admin()));
            }
            Request more = admin().get(Given.EVENTS).header("Accept", "text/event-stream");
            Response refused = more.send().expectError(429, "SW_RATE_LIMIT_EXCEEDED");
            assertThat(refused.header("Retry-After")).isNotNull();
            admin().read(Given.EVENTS);
            open.add(stream(process.admin("tnt_demo", "usr_other")));

            open.removeFirst().close();
            admin().post(Given.PLUGINS + "/scaiwave.web/enable").send().expectChanged();
            admin().post(Given.PLUGINS + "/scaiwave.web/disable").send().expectChanged();
            Waiting.until(
                    "the place of the closed stream is free",
                    Duration.ofSeconds(20),
                    () -> {
                        try (var again = stream(admin())) {
                            return again.line() != null;
                        } catch (AssertionError | IOException e) {
                            return false;
                        }
                    });
        } finally {
            for (EventReader reader : open) {
                reader.close();
            }
        }
    }

    @Test
    void a_query_that_its_request_has_given_up_is_cancelled() throws SQLException {
        try (Connection superuser = process.postgres().connect();
                Statement statement = superuser.createStatement()) {
            String table;
            try (ResultSet live =
                    statement.executeQuery(
                            """
                            select g.schema || '.entries'
                            from readmodel.live join readmodel.generations g
                                using (projection, generation)
                            where projection = 'audit'
                            """)) {
                live.next();
                table = live.getString(1);
            }
            superuser.setAutoCommit(false);
            statement.execute("lock table " + table + " in access exclusive mode");

            List<Response> answers = Together.times(8, _ -> admin().get(Given.AUDIT).send());

            assertThat(answers).allSatisfy(a -> assertThat(a.status()).isIn(429, 503));
            Waiting.until(
                    "nothing waits for the table any more", BOUND, () -> waiting(statement) == 0);
            superuser.rollback();
        }
        Waiting.until("reads work", BOUND, () -> admin().get(Given.AUDIT).send().status() == 200);
    }

    private static long waiting(Statement statement) {
        try {
            return Rows.number(statement, WAITING);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void many_looks_into_a_long_past_are_answered_or_told_to_come_back() {
        Api operator = process.operator();
        List<String> partners = new ArrayList<>();
        for (int n = 0; n < 16; n++) {
            partners.add(
                    operator.post(Given.PARTNERS)
                            .json(Given.partner("past-" + n))
                            .send()
                            .expect(201)
                            .data()
                            .get("id")
                            .asString());
        }
        Together.times(
                16,
                p -> {
                    String path = Given.PARTNERS + "/" + partners.get(p);
                    for (int n = 0; n < 40; n++) {
                        operator.put(path)
                                .json(
                                        Json.object(
                                                "name",
                                                "Name " + n,
                                                "contact_email",
                                                "a@b.example",
                                                "status",
                                                "active"))
                                .send()
                                .expectChanged();
                    }
                    return p;
                });
        String head = operator.read(Given.EVENTS + "?limit=1").meta().get("head").asString();

        List<Response> answers =
                Together.times(
                        16, _ -> operator.get(Given.PARTNERS + "?limit=1&as_of=" + head).send());

        assertThat(answers).allSatisfy(a -> assertThat(a.status()).isIn(200, 429));
        assertThat(answers).anySatisfy(a -> assertThat(a.status()).isEqualTo(200));
        assertThat(operator.read(Given.PARTNERS + "?limit=1000&as_of=" + head).data())
                .isEqualTo(operator.read(Given.PARTNERS + "?limit=1000").data());
    }
}
