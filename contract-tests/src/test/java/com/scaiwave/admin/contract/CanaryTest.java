package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Outcome;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Sends secrets and personal values that can be recognised, and searches for them everywhere: byte
 * by byte in all files on the disk, and in logs, metrics and answers.
 */
@WithOwnDeployment
@Tag("development")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {

    private static final String KEY = "sgk_CanaryKeyOne7Qm2Xv9Lk4Tz8Wp3Rb6Nd1Hs5Jf0";
    private static final String NEXT_KEY = "sgk_CanaryKeyTwo3Fh8Yc1Vg6Ua9Me4Ox7Zi2Ql5Ks";
    private static final String BAD_KEY = "sgk_CanaryKeyBad6Dw1Pe9Bn4Gt7Sj2Cx8Ro5Iv0Lu!";
    private static final String ADDRESS = "203.0.113.177";
    private static final String REPORTED_ADDRESS = "198.51.100.144";
    private static final Map<String, String> PEOPLE =
            Map.of(
                    "display name", "Canary Quillfeather",
                    "user agent", "CanaryBrowser/7.31",
                    "reported user agent", "CanaryPhone/9.12",
                    "contact_email", "canary.quillfeather@canary-mail.example",
                    "ip", ADDRESS,
                    "reported ip", REPORTED_ADDRESS,
                    "free data", "+31 20 555 0177 canary",
                    "room name", "Canary board meeting",
                    "reason", "Canary was rude");
    private static final Pattern METRICS = Pattern.compile("metrics are at (http://\\S+)");

    private final AllInOne process =
            AllInOne.start("canary", Map.of("SCAIWAVE_EDGE_TRUSTEDPROXIES", "127.0.0.1/32"));
    private final List<Response> responses = new ArrayList<>();
    private final Map<String, String> tables = new LinkedHashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private String tenant = "";
    private String metrics = "";
    private Outcome verified = new Outcome(-1, "");

    @BeforeAll
    void everything_is_done_with_them_and_the_process_is_stopped() throws Exception {
        tenant = tenant();
        administer();
        platform();
        readAll();
        metrics = metrics();
        verified = process.run("verify");
        try (Connection connection = process.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
            dump(statement);
        }
        process.stop();
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private Response sent(Request request) {
        Response response = request.send();
        responses.add(response);
        return response;
    }

    private Api as(Api api) {
        return api.with("User-Agent", PEOPLE.get("user agent") + " (X11)")
                .with("X-Forwarded-For", ADDRESS);
    }

    private Api admin() {
        return as(process.admin(tenant, "usr_canary"));
    }

    private String tenant() {
        Response partner =
                sent(
                        as(process.operator())
                                .post(Given.PARTNERS)
                                .json(
                                        Json.with(
                                                Given.partner(Fleet.slug()),
                                                "contact_email",
                                                PEOPLE.get("contact_email"))));
        return sent(as(process.operator())
                        .post(Given.TENANTS)
                        .json(
                                Given.tenant(
                                        Fleet.slug(),
                                        partner.expect(201).data().get("id").asString())))
                .expect(201)
                .data()
                .get("id")
                .asString();
    }

    private void administer() {
        Response first =
                sent(
                        admin().put(Given.CONFIG)
                                .key("canary-1")
                                .json(object("scaigrid_api_key", KEY)));
        first.expect(200);
        sent(admin().put(Given.CONFIG).key("canary-1").json(object("scaigrid_api_key", KEY)))
                .expect(200);
        sent(admin().put(Given.CONFIG).key("canary-1").json(object("scaigrid_api_key", NEXT_KEY)))
                .expect(422);
        sent(admin().put(Given.CONFIG).ifMatch("\"99\"").json(object("scaigrid_api_key", NEXT_KEY)))
                .expect(412);
        sent(admin().put(Given.CONFIG).json(object("scaigrid_api_key", BAD_KEY))).expect(400);
        sent(admin().put(Given.CONFIG)
                        .body("application/json", "{\"scaigrid_api_key\": \"" + KEY + "\""))
                .expect(400);
        sent(admin().put(Given.CONFIG).json(object("unknown", KEY, "default_model", KEY)))
                .expect(400);
        sent(admin().put(Given.CONFIG).json(object("default_model", KEY))).expect(400);
        sent(admin().get(Given.CONFIG).query("unknown", KEY)).expect(400);
        sent(admin().put(Given.CONFIG)
                        .json(
                                object(
                                        "scaigrid_api_key",
                                        NEXT_KEY,
                                        "scaigrid_auth_mode",
                                        "service_token")))
                .expect(200);
        sent(admin().get(Given.CONFIG)).expect(200);
        sent(process.anonymous().get(Given.CONFIG).header("Authorization", "Bearer " + KEY))
                .expect(401);
    }

    private void platform() {
        for (var event :
                List.of(
                        object(
                                "type",
                                "swp.participant.join",
                                "data",
                                object(
                                        "participant_id", "p1",
                                        "participant_type", "human",
                                        "local_id", "quill",
                                        "display_name", PEOPLE.get("display name"))),
                        object(
                                "type",
                                "swp.call.started",
                                "data",
                                object("call_id", "c1", "phone", PEOPLE.get("free data"))),
                        object(
                                "type",
                                "swp.room.close",
                                "data",
                                object(
                                        "room_id",
                                        "r1",
                                        "room_type",
                                        "channel",
                                        "name",
                                        PEOPLE.get("room name"),
                                        "reason",
                                        PEOPLE.get("reason"))))) {
            event.put("specversion", "1.0")
                    .put("id", Fleet.slug())
                    .put("source", "//canary")
                    .put("time", "2026-05-17T10:21:00Z")
                    .put("tenantid", tenant)
                    .put("actorid", "usr_1")
                    .put("ip", REPORTED_ADDRESS)
                    .put("useragent", PEOPLE.get("reported user agent") + " (Android)");
            sent(as(process.client(
                                    "sub", "svc_platform",
                                    "permissions", List.of("platform:ingest"),
                                    "actor_type", "service"))
                            .post("/v1/platform/events")
                            .body("application/cloudevents+json", Json.write(event)))
                    .expect(200);
        }
    }

    /**
     * Reads everything: personal values are visible to those who may see them, the key to no one.
     */
    private void readAll() {
        for (String path :
                List.of(
                        Given.CONFIG,
                        Given.CONFIG + "?as_of=" + responses.getFirst().position(),
                        Given.PARTICIPANTS,
                        Given.AUDIT,
                        Given.STATS,
                        Given.EVENTS,
                        Given.CATALOG)) {
            sent(admin().get(path)).assertStatus().isIn(200, 404);
        }
        String audit = sent(admin().get(Given.AUDIT)).expect(200).text();
        assertThat(audit)
                .as("those who may see what was stored do")
                .contains(ADDRESS, REPORTED_ADDRESS, "CanaryBrowser", "CanaryPhone", "rude");
        assertThat(sent(admin().get(Given.PARTICIPANTS)).expect(200).text())
                .contains(PEOPLE.get("display name"));
        sent(as(process.operator()).get("/actuator/health")).expect(200);
        for (Api api : List.of(process.operator(), admin())) {
            tokens.add(api.token());
        }
    }

    private String metrics() throws Exception {
        Waiting.until(
                "the metrics' address is said",
                Duration.ofSeconds(20),
                () -> METRICS.matcher(read(process.output())).find());
        Matcher said = METRICS.matcher(read(process.output()));
        assertThat(said.find()).isTrue();
        Answer answer =
                Client.anonymous(Duration.ofSeconds(60))
                        .send(URI.create(said.group(1)), Call.get(""));
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    private void dump(Statement statement) throws Exception {
        List<String> names = new ArrayList<>();
        try (var rows =
                statement.executeQuery(
                        "select table_schema || '.' || table_name from information_schema.tables"
                                + " where table_schema like 'log%' or table_schema = 'vault'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (String name : names) {
            try (var rows = statement.executeQuery("select t::text from " + name + " as t")) {
                StringBuilder all = new StringBuilder();
                while (rows.next()) {
                    all.append(rows.getString(1)).append('\n');
                }
                tables.put(name, all.toString());
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that contain any of these texts, byte by byte, with the texts. */
    private static List<String> found(Stream<Path> files, Stream<String> canaries) {
        List<String> wanted = canaries.flatMap(CanaryTest::spellings).toList();
        return files.flatMap(
                        file -> {
                            String bytes = read(file);
                            return wanted.stream()
                                    .filter(bytes::contains)
                                    .map(w -> file + ": " + w);
                        })
                .toList();
    }

    private static Stream<String> spellings(String canary) {
        byte[] bytes = canary.getBytes(UTF_8);
        return Stream.of(
                canary,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The keys without the part that a mask shows, and without their common prefix. */
    private static Stream<String> keys() {
        return Stream.of(KEY, NEXT_KEY, BAD_KEY)
                .map(key -> key.substring("sgk_".length(), key.length() - 4));
    }

    private Stream<Path> logs() {
        return Stream.concat(
                files(process.data()).filter(f -> f.getFileName().toString().contains(".log")),
                Stream.of(process.output()));
    }

    @Test
    void a_key_is_in_no_file_of_the_database() {
        assertThat(files(process.postgres().data())).hasSizeGreaterThan(500);
        assertThat(found(files(process.postgres().data()), keys())).isEmpty();
    }

    @Test
    void the_same_search_finds_what_is_not_secret() {
        assertThat(found(files(process.postgres().data()), Stream.of("usr_canary"))).isNotEmpty();
        assertThat(found(logs(), Stream.of("logger_name"))).isNotEmpty();
    }

    @Test
    void a_person_is_in_no_file_of_the_database() {
        assertThat(found(files(process.postgres().data()), PEOPLE.values().stream())).isEmpty();
    }

    @Test
    void neither_key_nor_person_is_in_the_tables_of_the_log() {
        assertThat(tables).containsKeys("log_administration.events", "log_metering.events");
        assertThat(tables.get("log_administration.events")).isNotBlank();
        List<String> canaries =
                Stream.concat(keys(), PEOPLE.values().stream())
                        .flatMap(CanaryTest::spellings)
                        .toList();
        tables.forEach((name, rows) -> assertThat(rows).as(name).doesNotContain(canaries));
    }

    @Test
    void neither_key_nor_person_nor_token_is_in_any_log() {
        assertThat(logs()).isNotEmpty();
        assertThat(found(logs(), Stream.concat(keys(), PEOPLE.values().stream()))).isEmpty();
        assertThat(tokens).hasSize(2).allMatch(token -> token.startsWith("eyJ"));
        assertThat(
                        found(
                                logs(),
                                tokens.stream()
                                        .flatMap(token -> Stream.of(token.split("\\.", -1)))))
                .isEmpty();
        assertThat(found(logs(), Stream.of("eyJ"))).isEmpty();
    }

    @Test
    void neither_key_nor_person_is_measured() {
        assertThat(metrics).contains("jvm_memory");
        assertThat(metrics)
                .doesNotContain(Stream.concat(keys(), PEOPLE.values().stream()).toList());
    }

    @Test
    void a_walk_through_the_log_prints_neither_key_nor_person() {
        assertThat(verified.code()).as(verified.text()).isZero();
        assertThat(verified.text())
                .contains("events are sealed, and as they were sealed")
                .doesNotContain(Stream.concat(keys(), PEOPLE.values().stream()).toList());
    }

    @Test
    void a_key_is_in_no_answer() {
        assertThat(responses).hasSizeGreaterThan(20);
        for (Response response : responses) {
            assertThat(response.text() + response.allHeaders())
                    .as("status %s", response.status())
                    .doesNotContain(keys().toList());
        }
    }
}
