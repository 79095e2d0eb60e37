package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Report.assertCounts;
import static com.scaiwave.admin.contract.Report.event;
import static com.scaiwave.admin.contract.Report.join;
import static com.scaiwave.admin.contract.Report.leave;
import static com.scaiwave.admin.contract.Report.one;
import static com.scaiwave.admin.contract.harness.Json.with;
import static com.scaiwave.admin.contract.harness.Json.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Section 5: the forms in which CloudEvents SDKs send an event, and local names that are taken
 * over.
 */
class CloudEventFormsTest {

    private static final String JSON = "application/json";

    private final Tenant tenant = Fleet.tenant();

    private ObjectNode note() {
        return event(tenant, "thing.note", "thing_id", "t1", "n", 1);
    }

    private List<JsonNode> entries(String action) {
        return Audit.of(tenant.admin(), action);
    }

    private List<String> localIds() {
        return Given.pages(tenant.admin(), Given.PARTICIPANTS, 1000).stream()
                .map(p -> p.get("id").asString() + "=" + p.get("local_id").asString(""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject",
                "datacontenttype",
                "dataschema",
                "actorid",
                "actortype",
                "ip",
                "useragent",
                "data_base64",
                "traceparent"
            })
    void an_attribute_that_is_null_is_unset(String attribute) {
        assertCounts(one(with(note(), attribute, null)), 1, 0, 0);
        JsonNode entry = entries("thing.note").getFirst();
        assertThat(entry.get("actor_type").asString()).isEqualTo("service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type", "time", "tenantid", "data"})
    void a_required_attribute_that_is_null_is_missing(String attribute) {
        Response answer = one(with(note(), attribute, null));
        assertCounts(answer, 0, 0, 1);
        assertThat(answer.data().at("/rejected/0/code").asString())
                .isEqualTo("SW_VALIDATION_FAILED");
        assertThat(answer.data().at("/rejected/0/message").asString())
                .contains("/" + attribute + " is required");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void data_may_be_json_in_base64() {
        ObjectNode encoded =
                with(without(note(), "data"), "data_base64", base64("{\"thing_id\":\"ü\"}"));
        assertCounts(one(encoded), 1, 0, 0);
        assertThat(entries("thing.note").getFirst().get("resource_id").asString()).isEqualTo("ü");
        assertCounts(one(with(with(note(), "data", null), "data_base64", base64("{}"))), 1, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!",
                "e30",
                "[]",
                "1",
                "{",
                "{\"a\":1,\"a\":2}",
                "{\"n\":1e2147483648}",
                "\u0000"
            })
    void what_is_no_json_object_in_base64_is_rejected(String text) {
        String data = text.equals("!") || text.equals("e30") ? text : base64(text);
        ObjectNode encoded = with(without(note(), "data"), "data_base64", data);
        // Many decoders accept it without padding, too.
        assertCounts(one(encoded), text.equals("e30") ? 1 : 0, 0, text.equals("e30") ? 0 : 1);
    }

    @Test
    void data_in_both_ways_is_rejected_and_spoils_no_other() {
        Response answer = Report.batch(List.of(with(note(), "data_base64", base64("{}")), note()));
        assertCounts(answer, 1, 0, 1);
    }

    private Request binary(ObjectNode event, @Nullable String data) {
        Request request = Fleet.service().post(Report.PATH);
        event.forEachEntry((name, value) -> {
            if (!name.equals("data")) {
                request.header("ce-" + name, value.asString());
            }
        });
        return request.body(JSON, data == null ? event.get("data").toString() : data);
    }

    @Test
    void an_event_may_come_in_binary_mode() {
        ObjectNode event = with(note(), "actorid", "J%C3%BCrgen%20%E2%82%AC%25");
        assertCounts(binary(event, null).send().expect(200), 1, 0, 0);
        assertCounts(binary(event, null).send().expect(200), 0, 1, 0);
        JsonNode entry = entries("thing.note").getFirst();
        assertThat(entry.get("actor_id").asString()).isEqualTo("Jürgen €%");
        assertThat(entry.get("resource_id").asString()).isEqualTo("t1");

        ObjectNode quoted = with(note(), "actorid", "\"a \\\"b\\\" %41\"");
        assertCounts(binary(quoted, null).send().expect(200), 1, 0, 0);
        assertThat(entries("thing.note").getFirst().get("actor_id").asString())
                .isEqualTo("a \"b\" A");
    }

    @Test
    void the_same_event_in_both_modes_is_one() {
        ObjectNode event = note();
        assertCounts(one(event), 1, 0, 0);
        assertCounts(binary(event, null).send().expect(200), 0, 1, 0);
    }

    @Test
    void binary_mode_without_its_headers_names_those_that_are_missing() {
        Fleet.service()
                .post(Report.PATH)
                .body(JSON, "{}")
                .send()
                .expectError(
                        400,
                        "SW_VALIDATION_FAILED",
                        "ce-specversion",
                        "ce-id",
                        "ce-source",
                        "ce-type",
                        "ce-time",
                        "ce-tenantid");
        binary(without(note(), "time"), null)
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "ce-time");
        binary(with(note(), "actorid", "%FF"), null)
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "ce-actorid");
        binary(note(), "[]").send().expectError(400, "SW_VALIDATION_FAILED");
        binary(note(), "{").send().expectError(400, "SW_MALFORMED_REQUEST");
    }

    @Test
    void what_is_wrong_in_binary_mode_is_rejected_as_in_the_other() {
        assertCounts(binary(with(note(), "type", "other"), null).send().expect(200), 0, 0, 1);
        assertCounts(binary(with(note(), "tenantid", "tnt_no"), null).send().expect(200), 0, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-17t10:21:00z, 2026-05-17T10:21:00.000000Z",
        "2026-05-17T10:21:00.5+05:30, 2026-05-17T04:51:00.500000Z",
        "2026-05-17 10:21:00-00:00, 2026-05-17T10:21:00.000000Z",
        "2026-05-17T10:21:00.123456789012345Z, 2026-05-17T10:21:00.123456Z",
        "2026-05-17T10:21:00-23:59, 2026-05-18T10:20:00.000000Z"
    })
    void a_time_may_have_any_form_of_rfc_3339(String time, String occurred) {
        assertCounts(one(with(note(), "time", time)), 1, 0, 0);
        assertThat(entries("thing.note").getFirst().at("/metadata/occurred_at").asString())
                .isEqualTo(occurred);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-31T23:59:60Z",
                "2026-05-17T10:21:00",
                "2026-02-30T10:21:00Z",
                "2026-05-17T24:00:00Z",
                "20260517T102100Z",
                "2026-05-17T10:21Z",
                "1747477260"
            })
    void a_time_of_no_such_form_or_of_a_leap_second_is_rejected(String time) {
        Response answer = one(with(note(), "time", time));
        assertCounts(answer, 0, 0, 1);
        assertThat(answer.data().at("/rejected/0/message").asString()).startsWith("/time ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"robot", "USER", "User", ""})
    void an_unknown_type_of_actor_is_rejected(String type) {
        Response answer = one(with(with(note(), "actorid", "a"), "actortype", type));
        assertCounts(answer, 0, 0, 1);
        assertThat(answer.data().at("/rejected/0/code").asString())
                .isEqualTo("SW_VALIDATION_FAILED");
        assertCounts(one(with(with(note(), "actorid", "a"), "actortype", 1)), 0, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483648", "1e2147483647", "-1e400"})
    void a_number_that_nobody_can_hold_rejects_its_event_and_no_other(String number) {
        String bad = Json.write(note()).replace("\"n\":1", "\"n\":" + number);
        Response answer = Report.batch("[" + bad + "," + Json.write(note()) + "]");
        assertCounts(answer, 1, 0, 1);
        assertThat(answer.data().at("/rejected/0/message").asString()).startsWith("/data/n ");
    }

    @Test
    void data_that_is_nested_too_deep_rejects_its_event_and_no_other() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String bad = Json.write(note()).replace("\"n\":1", "\"n\":" + deep);
        assertCounts(Report.batch("[" + bad + "," + Json.write(note()) + "]"), 1, 0, 1);
        String allowed =
                Json.write(note()).replace("\"n\":1", "\"n\":" + "[".repeat(60) + "]".repeat(60));
        assertCounts(one(allowed), 1, 0, 0);
    }

    @Test
    void data_comes_back_with_the_numbers_that_were_sent() {
        String numbers = "[1.10,12345678901234567890.123,5.0]";
        assertCounts(one(Json.write(note()).replace("\"n\":1", "\"n\":" + numbers)), 1, 0, 0);
        assertThat(tenant.admin().read(Given.AUDIT).text()).contains("\"n\":" + numbers);
    }

    /** People who take over one name from each other. */
    private List<ObjectNode> relay(String who, int hands) {
        List<ObjectNode> events = new ArrayList<>();
        for (int n = 0; n < hands; n++) {
            events.add(join(tenant, who + n, "human", n % 2 == 0 ? "ada" : "Ada"));
            events.add(leave(tenant, who + n));
        }
        events.add(join(tenant, who + "-last", "human", "ada"));
        return events;
    }

    @Test
    void a_batch_in_which_one_name_has_500_holders_is_accepted() {
        List<ObjectNode> events = relay("a", 499);
        assertCounts(Report.batch(events), 999, 0, 0);
        assertThat(localIds()).containsExactly("a-last=ada");
        assertCounts(Report.batch(events), 0, 999, 0);
        // Every taking over is in the audit log.
        assertThat(Given.pages(tenant.admin(), Given.AUDIT + "?action=participant.join", 1000))
                .hasSize(500)
                .allMatch(e -> e.at("/metadata/local_id").asString("").equalsIgnoreCase("ada"));
        assertCounts(
                Report.batch(
                        List.of(
                                join(tenant, "b", "human", "ADA"),
                                leave(tenant, "a-last"),
                                join(tenant, "c", "human", "ADA"))),
                3,
                0,
                0);
        assertThat(localIds()).containsExactlyInAnyOrder("b=", "c=ADA");
    }

    @Test
    @Tag("split")
    void batches_that_meet_are_each_taken_in_once() {
        List<ObjectNode> events = relay("m", 100);
        String batch = Json.write(events);
        List<Response> answers = Together.times(8, _ -> Report.batch(batch));
        assertThat(answers.stream().mapToInt(a -> a.data().get("accepted").asInt()).sum())
                .isEqualTo(201);
        assertThat(answers.stream().mapToInt(a -> a.data().get("duplicates").asInt()).sum())
                .isEqualTo(7 * 201);
        assertThat(localIds()).containsExactly("m-last=ada");
    }

    @Test
    void names_that_differ_only_in_case_are_the_same() {
        Report.taken(join(tenant, "p1", "human", "Ada"), join(tenant, "p2", "human", "ada"));
        assertThat(localIds()).containsExactlyInAnyOrder("p1=Ada", "p2=");

        String model = tenant.enableModels(1).getFirst();
        Given.newParticipant(tenant, model, "ada")
                .send()
                .expectError(409, "SW_PARTICIPANT_LOCAL_ID_TAKEN");
        // The holder of a name may change its case.
        Report.taken(join(tenant, "p1", "human", "aDA"));
        Report.taken(join(tenant, "p3", "human", "ADA"));
        assertThat(localIds()).containsExactlyInAnyOrder("p1=aDA", "p2=", "p3=");

        Report.taken(leave(tenant, "p1"));
        Given.newParticipant(tenant, model, "ada").send().expect(201);
        Report.taken(join(tenant, "p4", "human", "ADA"));
        assertThat(localIds()).contains("p2=", "p3=", "p4=");
    }

    private ObjectNode storage(long delta) {
        return event(tenant, "storage.change", "bytes_delta", delta);
    }

    private ObjectNode usage(long tokens) {
        return with(
                event(
                        tenant,
                        "ai.usage",
                        "model",
                        "m",
                        "requests",
                        tokens,
                        "input_tokens",
                        tokens,
                        "output_tokens",
                        tokens),
                "time",
                "2026-05-17T10:21:00Z");
    }

    @Test
    void sums_stay_within_what_every_client_can_read() {
        long most = (1L << 53) - 1;
        Report.taken(storage(most), storage(1), storage(most), usage(most), usage(1));
        JsonNode stats = tenant.admin().read(Given.STATS + "?month=2026-05").data();
        assertThat(stats.at("/storage/bytes_used").asLong()).isEqualTo(most);
        for (String sum : List.of("requests", "input_tokens", "output_tokens")) {
            assertThat(stats.at("/ai_usage/" + sum).asLong()).isEqualTo(most);
            assertThat(stats.at("/ai_usage/by_model/m/" + sum).asLong()).isEqualTo(most);
        }
        Report.taken(storage(-most), storage(-most), storage(-1));
        assertThat(tenant.admin().read(Given.STATS).data().at("/storage/bytes_used").asLong())
                .isEqualTo(-most);
        Report.taken(storage(3));
        assertThat(tenant.admin().read(Given.STATS).data().at("/storage/bytes_used").asLong())
                .isEqualTo(3 - most);
    }
}
