package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Lateness;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Rows;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Section 1, 503: what clients see while PostgreSQL lags, hangs, is killed, or answers with an
 * error that means "not now", and afterwards.
 */
@WithOwnDeployment
@Tag("development")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostDatabaseTest {

    private static final String READY = "/actuator/health/readiness";
    private static final String ENABLE = Given.PLUGINS + "/" + Scene.PLUGIN + "/enable";
    private static final String DISABLE = Given.PLUGINS + "/" + Scene.PLUGIN + "/disable";
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final String WAITING =
            """
            select count(*) from pg_stat_activity
            where usename = 'scaiwave_query' and state = 'active' and wait_event_type = 'Lock'
            """;

    private final AllInOne process = AllInOne.start("lost-database", Map.of());
    private final Lateness lateness = Lateness.of(process);

    @AfterAll
    void stop() {
        lateness.close();
        process.close();
    }

    private Api admin() {
        return process.admin("tnt_demo", "usr_admin");
    }

    private boolean isReady() {
        return process.anonymous().get(READY).send().status() == 200;
    }

    private Timed timed(Request request) {
        long start = System.nanoTime();
        Response response = request.send();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Timed(response, took, lateness.since(start));
    }

    private record Timed(Response response, Duration took, Duration late) {
        Timed assertUnavailable() {
            LostDatabaseTest.assertUnavailable(response);
            return assertBounded();
        }

        Timed assertBounded() {
            assertThat(took).as("%s", response).isLessThan(BOUND.plus(late));
            return this;
        }
    }

    /** Reads and writes of many kinds, some of them on the same resource. */
    private List<Request> requests() {
        String partner = Given.PARTNERS + "/prt_demo";
        Api operator = process.operator();
        List<Request> requests = new ArrayList<>();
        Given.TENANT_READS.forEach(path -> requests.add(admin().get(path)));
        for (String path :
                List.of(Given.AUDIT, Given.STATS, Given.EVENTS, Given.CONFIG + "?as_of=1")) {
            requests.add(admin().get(path));
        }
        requests.add(operator.get(partner));
        requests.add(operator.get(Given.TENANTS));
        requests.add(process.admin("tnt_unheard_of", "usr_new").get(Given.STUDIO));
        for (int i = 0; i < 6; i++) {
            requests.add(admin().put(Given.STUDIO).json(object("enabled", i % 2 == 0)));
        }
        requests.add(admin().post(ENABLE));
        requests.add(operator.post(Given.PARTNERS).json(Given.partner(Fleet.slug())));
        requests.add(
                process.admin("tnt_demo", "usr_whose_key_is_new")
                        .put(Given.CONFIG)
                        .key("k1")
                        .json(object("default_model", null)));
        requests.add(
                process.client(
                                "sub", "svc_platform",
                                "permissions", List.of("platform:ingest"),
                                "actor_type", "service")
                        .post("/v1/platform/events")
                        .body(
                                "application/cloudevents+json",
                                object(
                                                "specversion", "1.0",
                                                "id", Fleet.slug(),
                                                "source", "//test",
                                                "type", "swp.room.create",
                                                "time", "2026-05-17T10:21:00Z",
                                                "tenantid", "tnt_demo",
                                                "data", object("room_id", "r1"))
                                        .toString()));
        return requests;
    }

    /** Warms up: tokens are fetched, pools are filled, and connections have just been used. */
    private void warmUp() {
        List<Request> requests = requests();
        Together.times(requests.size(), n -> requests.get(n).send());
    }

    private List<Timed> all() {
        List<Request> requests = requests();
        return Together.times(requests.size(), n -> timed(requests.get(n)));
    }

    @Test
    void a_read_that_the_read_side_can_not_catch_up_for_is_lagging_and_answered_when_it_has()
            throws SQLException {
        admin().post(DISABLE).send().expect(200);
        admin().read(Given.PLUGINS);
        try (Connection connection = process.postgres().connect()) {
            connection.setAutoCommit(false);
            connection
                    .createStatement()
                    .execute(
                            "select from readmodel.checkpoints where projection = 'plugins' for update");
            admin().post(ENABLE).send().expectChanged();

            List<Timed> reads = Together.times(8, _ -> timed(admin().get(Given.PLUGINS)));

            for (Timed read : reads) {
                read.response().expectError(503, "SW_READ_LAGGING");
                assertThat(read.response().header("Retry-After")).isEqualTo("1");
                assertThat(read.took())
                        .isBetween(
                                Duration.ofMillis(1_900),
                                Duration.ofMillis(4_000).plus(read.late()));
            }
            assertThat(isReady()).isFalse();
            admin().read(Given.STUDIO);
            admin().post(ENABLE).send().expectUnchanged();
            connection.rollback();
        }

        Response caughtUp = admin().read(Given.PLUGINS);
        assertThat(Given.the(caughtUp.data(), "id", Scene.PLUGIN).get("enabled").asBoolean())
                .isTrue();
        assertThat(isReady()).isTrue();
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
    void whoever_asks_while_postgresql_hangs_is_told_within_five_seconds() {
        String key = Fleet.slug();
        Request keyed = admin().put(Given.STUDIO).key(key).json(object("enabled", false));
        admin().put(Given.STUDIO).json(object("enabled", true)).send().expect(200);
        warmUp();

        process.postgres().freeze();
        try {
            all().forEach(Timed::assertUnavailable);
            all().forEach(Timed::assertUnavailable);
            timed(keyed).assertUnavailable();
            Timed readiness = timed(process.anonymous().get(READY)).assertBounded();
            readiness.response().expect(503);
            timed(process.anonymous().get("/actuator/health/liveness")).response().expect(200);
            timed(process.operator().get("/actuator/health")).assertBounded();
            process.anonymous().read("/v1/openapi.json");
        } finally {
            process.postgres().thaw();
        }

        Waiting.until("it is ready again", RECOVERY, this::isReady);
        Response answer = keyed.send().expect(200);
        assertThat(keyed.send().expect(200).eventIds()).isEqualTo(answer.eventIds());
        assertThat(admin().read(Given.STUDIO).data().get("enabled").asBoolean()).isFalse();
        requests().forEach(request -> request.send().assertStatus().isIn(200, 201, 404));
    }

    @Test
    void a_killed_postgresql_is_started_again_and_has_all_that_was_acknowledged() {
        long before = process.postgres().postmaster().orElseThrow().pid();
        AtomicBoolean enough = new AtomicBoolean();
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        warmUp();

        Together.times(
                5,
                n -> {
                    if (n == 0) {
                        killAndWait(acknowledged);
                        enough.set(true);
                    } else {
                        create(acknowledged, enough);
                    }
                    return n;
                });

        assertThat(process.postgres().postmaster().orElseThrow().pid()).isNotEqualTo(before);
        assertThat(
                        Given.pages(process.operator(), Given.PARTNERS, 1000).stream()
                                .map(partner -> partner.get("slug").asString()))
                .doesNotHaveDuplicates()
                .containsAll(acknowledged);
        requests().forEach(request -> request.send().assertStatus().isIn(200, 201, 404));
    }

    private void killAndWait(ConcurrentLinkedQueue<String> acknowledged) {
        Waiting.until("some are written", RECOVERY, () -> acknowledged.size() >= 20);
        process.postgres().kill9();
        Waiting.until(
                "it is not ready, or was quick",
                RECOVERY,
                () -> !isReady() || process.postgres().isRunning());
        int then = acknowledged.size();
        Waiting.until("it is ready again", RECOVERY, this::isReady);
        Waiting.until("more are written", RECOVERY, () -> acknowledged.size() >= then + 20);
    }

    private void create(ConcurrentLinkedQueue<String> acknowledged, AtomicBoolean enough) {
        while (!enough.get()) {
            String slug = Fleet.slug();
            Timed created =
                    timed(process.operator().post(Given.PARTNERS).json(Given.partner(slug)));
            if (created.response().status() == 201) {
                acknowledged.add(slug);
            } else {
                created.assertUnavailable();
            }
        }
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
        assertThat(response.header("Retry-After")).as("%s", response).isNotNull();
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
        assertThat(isReady()).isTrue();

        sql("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        try {
            Waiting.until("it says that it is not ready", RECOVERY, () -> !isReady());
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

        Waiting.until("it is ready again", RECOVERY, this::isReady);
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
