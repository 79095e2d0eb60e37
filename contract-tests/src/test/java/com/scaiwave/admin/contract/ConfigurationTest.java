package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Rows;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operator configures: the catalog, the names, how many streams a caller has, how long and
 * how many answers are kept, the master key.
 */
@WithOwnDeployment
@Tag("development")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationTest {

    private static final String STAYS = "acme/stays";
    private static final String GOES = "acme/goes";
    private static final String ALSO_GOES = "acme/goes-unused";
    private static final String THREE = "acme/large/chat";
    private static final String FOUR = "acme/large/chat/v1.5:beta";
    private static final int LIMIT = 64 << 10;
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String WAITING_WRITES =
            """
            select count(*) from pg_stat_activity
            where wait_event_type = 'Lock' and usename = 'scaiwave_command'
            """;

    /** A write that waits this long may be answered 503, as on a machine that is busy. */
    private static final Duration GIVEN_UP = Duration.ofMillis(2_500);

    private final Path catalog = file("catalog");
    private final AllInOne process = start();

    /** A tenant from before the stop; below it, what happened to it then. */
    private String restarted = "";

    private Duration lockedFor = Duration.ZERO;
    private @Nullable Response interrupted;
    private @Nullable Response participant;

    private AllInOne start() {
        catalog(STAYS, GOES, ALSO_GOES, THREE, FOUR);
        return AllInOne.start("configured", environment());
    }

    /**
     * The process is stopped in the middle of a write. While it is stopped, models leave the
     * catalog, and starts that must be refused are tried.
     */
    @BeforeAll
    void a_stop_and_a_start_with_fewer_models() throws Exception {
        restarted = tenant();
        for (String slug : List.of(STAYS, GOES)) {
            admin(restarted).post(model(slug, "enable")).send().expectChanged();
        }
        participant = participant(restarted, GOES).send().expect(201);

        stopInTheMiddleOf(admin(restarted).put(Given.STUDIO).json(object("enabled", true)));
        RefusedStarts.check(process, environment());
        catalog(STAYS, THREE, FOUR);
        process.start(environment());
    }

    /** The write waits for a lock until the process has closed its port. */
    private void stopInTheMiddleOf(Request write) throws Exception {
        long asked = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection locking = process.postgres().connect();
                Statement lock = locking.createStatement();
                Connection watching = process.postgres().connect();
                Statement watch = watching.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("lock table log_administration.events in access exclusive mode");
            Future<Response> answer = threads.submit(write::send);
            Waiting.until("the write waits", SOON, () -> aWriteWaits(watch));
            process.terminate();
            Waiting.until("it takes no more connections", SOON, () -> isClosed(process.address()));
            locking.rollback();
            lockedFor = Duration.ofNanos(System.nanoTime() - asked);
            interrupted = answer.get();
        }
        process.stop();
    }

    private static boolean aWriteWaits(Statement statement) {
        try {
            return Rows.number(statement, WAITING_WRITES) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isClosed(URI address) {
        try (Socket _ = new Socket(address.getHost(), address.getPort())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private Map<String, String> environment() {
        return Map.of(
                "SCAIWAVE_REGISTRY_MODELS", catalog.toString(),
                "SCAIWAVE_REGISTRY_SERVERNAME", "acme.example",
                "SCAIWAVE_EVENTS_SOURCE", "https://admin.acme.example/v1",
                "SCAIWAVE_EVENTS_STREAMSEACH", "3",
                "SCAIWAVE_ANSWERS_FORGETEVERY", "1s",
                "SCAIWAVE_ANSWERS_KEPT", "30h",
                "SCAIWAVE_ANSWERS_MAXBYTES", LIMIT + "B");
    }

    private void catalog(String... slugs) {
        List<JsonNode> models =
                Arrays.stream(slugs)
                        .<JsonNode>map(slug ->
                                object(
                                        "slug",
                                        slug,
                                        "display_name",
                                        "Name of " + slug,
                                        "modality",
                                        "chat",
                                        "context_window",
                                        1_000,
                                        "max_output_tokens",
                                        100,
                                        "status",
                                        "available",
                                        "health_status",
                                        "healthy"))
                        .toList();
        try {
            Files.writeString(catalog, Json.write(models));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        try {
            return Files.createTempFile(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), name, ".json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Api admin(String tenant) {
        return process.admin(tenant, "usr_admin");
    }

    private String tenant() {
        return Given.newTenant(process.operator());
    }

    private Request participant(String tenant, String slug) {
        return admin(tenant).put(model(slug, "participant")).json(Given.participant("helper"));
    }

    private static String model(String slug, String way) {
        return "/v1/admin/models/" + slug + "/" + way;
    }

    @Test
    void a_write_that_a_stop_interrupts_is_answered_and_is_there_after_the_next_start() {
        Response answer = Objects.requireNonNull(interrupted);
        if (lockedFor.compareTo(GIVEN_UP) < 0) {
            answer.expectChanged();
        } else {
            answer.assertStatus().isIn(200, 503);
        }
        if (answer.status() == 200) {
            assertThat(admin(restarted).read(Given.STUDIO).data()).isEqualTo(answer.data());
        }
    }

    @Test
    void an_enabled_model_that_left_the_catalog_stays_listed_as_missing_until_it_is_disabled() {
        String tenant = restarted;
        JsonNode listed = admin(tenant).read(Given.CATALOG).data();
        assertThat(Given.each(listed, "slug")).containsExactly(GOES, THREE, FOUR, STAYS);
        JsonNode missing = Given.the(listed, "slug", GOES);
        assertThat(missing.get("status").asString()).isEqualTo("missing");
        assertThat(missing.get("enabled").asBoolean()).isTrue();
        assertThat(missing.get("display_name").asString()).isEqualTo("Name of " + GOES);
        assertThat(missing.get("participant"))
                .isEqualTo(Objects.requireNonNull(participant).data());
        assertThat(Given.the(listed, "slug", STAYS).get("status").asString())
                .isEqualTo("available");
        assertThat(Given.each(admin(tenant()).read(Given.CATALOG).data(), "slug"))
                .containsExactly(THREE, FOUR, STAYS);

        Response config = admin(tenant).read(Given.CONFIG);
        admin(tenant).put(Given.CONFIG).json(config.data()).send().expectUnchanged();
        admin(tenant).post(model(GOES, "enable")).send().expectUnchanged();
        admin(tenant).post(model(GOES, "disable")).send().expectChanged();
        assertThat(Given.each(admin(tenant).read(Given.CATALOG).data(), "slug"))
                .containsExactly(THREE, FOUR, STAYS);
        admin(tenant).post(model(GOES, "enable")).send().expectError(404, "SW_MODEL_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                THREE,
                "acme%2Flarge%2Fchat",
                "acme/large%2Fchat",
                "acme%2flarge/chat",
                FOUR,
                "acme%2Flarge%2Fchat%2Fv1.5:beta",
                "acme/large%2Fchat/v1.5%3Abeta"
            })
    void a_slug_of_three_or_four_segments_may_be_raw_or_encoded(String path) {
        String tenant = tenant();
        String slug = path.contains("v1.5") ? FOUR : THREE;

        Response on = admin(tenant).post(model(path, "enable")).sendRaw().expectChanged();
        assertThat(on.data()).isEqualTo(object("slug", slug, "enabled", true));
        Response participant = participant(tenant, path).sendRaw().expect(201);
        assertThat(participant.data().get("model").asString()).isEqualTo(slug);
        assertThat(
                        Given.the(admin(tenant).read(Given.CATALOG).data(), "slug", slug)
                                .get("participant"))
                .isEqualTo(participant.data());
        Response off = admin(tenant).post(model(path, "disable")).sendRaw().expectChanged();
        assertThat(off.data()).isEqualTo(object("slug", slug, "enabled", false));
    }

    @Test
    void participants_and_events_bear_the_configured_names() {
        String tenant = tenant();
        admin(tenant).post(model(THREE, "enable")).send().expectChanged();
        Response created = participant(tenant, THREE).send().expect(201);
        assertThat(created.data().get("fqid").asString()).isEqualTo("@helper:acme.example");
        assertThat(Given.each(admin(tenant).read(Given.PARTICIPANTS).data(), "fqid"))
                .containsExactly("@helper:acme.example");

        assertThat(Given.each(admin(tenant).read(Given.EVENTS).data(), "source"))
                .hasSizeGreaterThanOrEqualTo(2)
                .containsOnly("https://admin.acme.example/v1");
    }

    @Test
    void what_the_system_did_itself_says_so() {
        for (String created : List.of("prt_demo", "tnt_demo")) {
            JsonNode entries =
                    process.operator()
                            .get(Given.AUDIT)
                            .query("resource_id", created)
                            .query(
                                    "action",
                                    created.startsWith("p") ? "partner.create" : "tenant.create")
                            .send()
                            .expect(200)
                            .data();
            assertThat(entries).hasSize(1);
            assertThat(entries.get(0).get("actor_type").asString()).isEqualTo("system");
            assertThat(entries.get(0).get("actor_id").asString()).isEqualTo("system");
        }
        JsonNode events =
                process.operator()
                        .get(Given.EVENTS)
                        .query("types", "com.scaiwave.admin.partner.create.v1")
                        .send()
                        .expect(200)
                        .data();
        assertThat(events.get(0).get("data").get("actor_type").asString()).isEqualTo("system");
    }

    private EventReader stream(Api api) {
        return new EventReader(api.get(Given.EVENTS).query("after", "now"));
    }

    @Test
    void a_caller_has_so_many_streams_and_other_callers_have_theirs() throws IOException {
        List<EventReader> open = new ArrayList<>();
        try {
            for (int n = 0; n < 3; n++) {
                open.add(stream(admin("tnt_demo")));
            }
            Request more =
                    admin("tnt_demo").get(Given.EVENTS).header("Accept", "text/event-stream");
            Response refused = more.send().expectError(429, "SW_RATE_LIMIT_EXCEEDED");
            assertThat(refused.header("Retry-After")).isNotNull();
            admin("tnt_demo").read(Given.EVENTS);
            open.add(stream(process.admin("tnt_demo", "usr_other")));

            open.removeFirst().close();
            admin("tnt_demo").post(Given.PLUGINS + "/scaiwave.web/enable").send().expectChanged();
            admin("tnt_demo").post(Given.PLUGINS + "/scaiwave.web/disable").send().expectChanged();
            Waiting.until(
                    "the place of the closed stream is free",
                    Duration.ofSeconds(20),
                    () -> {
                        try (var again = stream(admin("tnt_demo"))) {
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
    void an_answer_is_kept_for_as_long_as_configured_and_then_forgotten() throws SQLException {
        String tenant = tenant();
        Request old = admin(tenant).put(Given.STUDIO).key("old").json(object("enabled", true));
        Request younger = admin(tenant).put(Given.NOTES).key("younger").json(object());
        old.send().expectChanged();
        age("4 hours");
        younger.send().expect(200);
        assertThat(old.send().header("Idempotency-Replayed")).isEqualTo("true");

        age("29 hours");

        Waiting.until(
                "the old one is forgotten",
                SOON,
                () -> old.send().expect(200).header("Idempotency-Replayed") == null);
        old.send().expectUnchanged();
        assertThat(younger.send().expect(200).header("Idempotency-Replayed")).isEqualTo("true");
    }

    /** Makes all stored answers older. */
    private void age(String time) throws SQLException {
        try (Connection connection = process.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update log_administration.answers set created_at = created_at - interval '"
                            + time
                            + "'");
        }
    }

    @Test
    void the_answers_of_one_tenant_take_no_more_than_is_configured() throws SQLException {
        String tenant = tenant();
        Api admin = admin(tenant);
        ObjectNode large = large();
        admin.put(Given.CONFIG).json(large).send().expect(200);
        Response kept = admin.put(Given.CONFIG).key("k0").json(large).send().expectUnchanged();
        assertThat(kept.bytes().length).isGreaterThan(200_000);
        // The WAL also has whole pages after a start, and what runs in the background.
        assertThat(Math.min(walOf(admin, "k1", large), walOf(admin, "k2", large)))
                .isLessThan(60_000);

        int sent = 3;
        Response answer = kept;
        while (answer.status() == 200 && sent < 200) {
            answer = admin.put(Given.CONFIG).key("k" + sent++).json(large).send();
        }
        answer.expectError(429, "SW_RATE_LIMIT_EXCEEDED");
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(sent).isGreaterThan(5);
        assertThat(stored(tenant)).isLessThanOrEqualTo(LIMIT);

        // A stored answer is repeated, and a write without a key succeeds.
        assertThat(admin.put(Given.CONFIG).key("k0").json(large).send().bytes())
                .isEqualTo(kept.bytes());
        admin.put(Given.STUDIO).json(object("enabled", true)).send().expectChanged();
        // A refused write has changed nothing.
        admin.put(Given.STUDIO)
                .key("late")
                .json(large("allowlist"))
                .send()
                .expectError(429, "SW_RATE_LIMIT_EXCEEDED");
        assertThat(admin.read(Given.STUDIO).version()).isEqualTo(1);

        // Another tenant has a limit of its own.
        admin(tenant()).put(Given.CONFIG).key("k").json(large).send().expectChanged();
    }

    private static ObjectNode large() {
        return object(
                "system_prompt_templates",
                IntStream.range(0, 11)
                        .mapToObj(n -> object("name", "t" + n, "prompt", "Be kind. ".repeat(2_200)))
                        .toList());
    }

    private static ObjectNode large(String field) {
        return object(
                field,
                object(
                        "roles",
                        IntStream.range(0, 200)
                                .mapToObj(n -> Fleet.slug() + Fleet.slug())
                                .toList()));
    }

    private long walOf(Api admin, String key, ObjectNode body) throws SQLException {
        long before = wal();
        admin.put(Given.CONFIG).key(key).json(body).send().expectUnchanged();
        return wal() - before;
    }

    private long wal() throws SQLException {
        return number("select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    private long stored(String tenant) throws SQLException {
        return number(
                "select sum(octet_length(answer)) from log_administration.answers where owner = '"
                        + tenant
                        + "'");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = process.postgres().connect();
                Statement statement = connection.createStatement()) {
            return Rows.number(statement, sql);
        }
    }
}
