package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Report.assertCounts;
import static com.scaiwave.admin.contract.Report.assertRejected;
import static com.scaiwave.admin.contract.Report.event;
import static com.scaiwave.admin.contract.Report.join;
import static com.scaiwave.admin.contract.Report.leave;
import static com.scaiwave.admin.contract.Report.one;
import static com.scaiwave.admin.contract.Report.taken;
import static com.scaiwave.admin.contract.harness.Json.object;
import static com.scaiwave.admin.contract.harness.Json.with;
import static com.scaiwave.admin.contract.harness.Json.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import com.scaiwave.admin.testkit.Together;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 5: the events that other services report, and their effects. */
class PlatformEventsTest {

    private Tenant tenant = Fleet.tenant();

    @BeforeEach
    void a_tenant() {
        tenant = Fleet.tenant();
    }

    private JsonNode stats() {
        return tenant.admin().read(Given.STATS).data();
    }

    private JsonNode stats(String month) {
        return tenant.admin().read(Given.STATS + "?month=" + month).data();
    }

    private List<JsonNode> audit(String action) {
        return Audit.of(tenant.admin(), action);
    }

    private ObjectNode room(String type, String id) {
        return event(tenant, "room." + type, "room_id", id, "room_type", "channel", "name", "N");
    }

    private ObjectNode usage(String model, int tokens, String time) {
        return with(
                event(
                        tenant,
                        "ai.usage",
                        "model",
                        model,
                        "requests",
                        1,
                        "input_tokens",
                        tokens,
                        "output_tokens",
                        1),
                "time",
                time);
    }

    private ObjectNode storage(long delta) {
        return event(tenant, "storage.change", "bytes_delta", delta);
    }

    @Test
    void one_event_is_counted() {
        assertCounts(one(room("create", "r1")), 1, 0, 0);
        assertThat(stats().at("/rooms/total").asInt()).isEqualTo(1);
    }

    @Test
    void each_event_of_a_batch_is_counted() {
        assertCounts(Report.batch(List.of(room("create", "r1"), room("create", "r2"))), 2, 0, 0);
        assertCounts(Report.batch(List.of()), 0, 0, 0);
    }

    @Test
    void a_batch_may_have_1000_events_and_no_more() {
        List<ObjectNode> events =
                new ArrayList<>(IntStream.range(0, 1000).mapToObj(n -> storage(1)).toList());
        assertCounts(Report.batch(events), 1000, 0, 0);
        events.add(storage(1));
        Fleet.service()
                .post(Report.PATH)
                .body(Report.BATCH, Json.write(events))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED");
        assertThat(stats().at("/storage/bytes_used").asInt()).isEqualTo(1000);
    }

    @Test
    @Tag("split")
    void a_mebibyte_is_taken_and_one_byte_more_is_not() {
        String json = Json.write(event(tenant, "thing.note", "text", ""));
        String full =
                json.replace(
                        "\"text\":\"\"",
                        "\"text\":\"" + "x".repeat((1 << 20) - json.length()) + "\"");
        assertThat(full).hasSize(1 << 20);

        Fleet.service()
                .post(Report.PATH)
                .body(Report.ONE, full + " ")
                .send()
                .expectError(413, "SW_CONTENT_TOO_LARGE");
        Fleet.service()
                .post(Report.PATH)
                .body(Report.BATCH, "[" + full + "]")
                .chunked()
                .send()
                .expectError(413, "SW_CONTENT_TOO_LARGE");
        assertThat(Fleet.service().post(Report.PATH).body(Report.ONE, full).send().status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/json", "text/plain", "application/cloudevents+xml"})
    void only_cloud_events_are_taken(String type) {
        Fleet.service()
                .post(Report.PATH)
                .body(type, Json.write(storage(1)))
                .send()
                .expectError(415, "SW_UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void the_same_event_again_is_a_duplicate_within_a_batch_and_across_requests() {
        ObjectNode event = storage(5);

        assertCounts(Report.batch(List.of(event, event, storage(1), event)), 2, 2, 0);
        assertCounts(one(event), 0, 1, 0);
        assertCounts(Report.batch(List.of(event, storage(1))), 1, 1, 0);
        assertThat(stats().at("/storage/bytes_used").asInt()).isEqualTo(7);
    }

    @Test
    void source_and_id_alone_make_an_event_the_same() {
        ObjectNode event = room("create", "r1");
        taken(event);

        assertCounts(one(with(storage(5), "id", event.get("id"))), 0, 1, 0);
        assertCounts(one(with(room("create", "r2"), "id", event.get("id"))), 0, 1, 0);
        assertCounts(one(with(event, "source", "/another")), 1, 0, 0);
        assertCounts(one(with(event, "id", event.get("id").asString() + "x")), 1, 0, 0);
        assertThat(stats().at("/storage/bytes_used").asInt()).isZero();
        assertThat(stats().at("/rooms/total").asInt()).isEqualTo(1);
    }

    @Test
    void metering_and_the_rest_share_their_ids() {
        ObjectNode event = storage(5);
        taken(event);
        assertCounts(one(with(room("create", "r1"), "id", event.get("id"))), 0, 1, 0);
        assertThat(stats().at("/rooms/total").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage", "room"})
    @Tag("split")
    void the_same_event_reported_at_once_is_taken_once(String kind) {
        ObjectNode event = kind.equals("room") ? room("create", "r1") : storage(3);

        List<Response> answers =
                Together.times(8, n -> Report.batch(List.of(event, storage(n + 100))));

        assertThat(answers.stream().mapToInt(r -> r.data().get("accepted").asInt()).sum())
                .isEqualTo(9);
        assertThat(answers.stream().mapToInt(r -> r.data().get("duplicates").asInt()).sum())
                .isEqualTo(7);
        assertThat(stats().at("/storage/bytes_used").asInt())
                .isEqualTo(828 + (kind.equals("room") ? 0 : 3));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("specversion", "0.3"),
                Arguments.of("id", ""),
                Arguments.of("id", null),
                Arguments.of("id", 1),
                Arguments.of("source", null),
                Arguments.of("source", "not a uri"),
                Arguments.of("type", "room.create"),
                Arguments.of("type", "swp."),
                Arguments.of("type", null),
                Arguments.of("time", null),
                Arguments.of("time", "today"),
                Arguments.of("time", "2026-02-30T00:00:00Z"),
                Arguments.of("time", "9999-12-31T23:59:59-14:00"),
                Arguments.of("time", "0000-01-01T00:00:00Z"),
                Arguments.of("type", "swp.a..b"),
                Arguments.of("type", "swp.a,b"),
                Arguments.of("actorid", "a\u0000b"),
                Arguments.of("data", object("room_id", "r", "name", "\u0000")),
                Arguments.of("data", object("room_id", "r", "\u0000", 1)),
                Arguments.of("tenantid", null),
                Arguments.of("tenantid", ""),
                Arguments.of("actortype", "robot"),
                Arguments.of("data", null),
                Arguments.of("data", "text"),
                Arguments.of("data", List.of()),
                Arguments.of("data", object()),
                Arguments.of("data", object("room_id", "")),
                Arguments.of("data", object("room_id", 7)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_event_is_rejected_and_does_not_spoil_the_others(
            String field, @Nullable Object value) {
        ObjectNode wrong = with(room("create", "r2"), field, value);
        if (value == null) {
            wrong = without(wrong, field);
        }
        Response answer = Report.batch(List.of(room("create", "r1"), wrong, room("create", "r3")));

        assertCounts(answer, 2, 0, 1);
        assertRejected(answer, 1, "SW_VALIDATION_FAILED");
        assertRejected(one(wrong), 0, "SW_VALIDATION_FAILED");
        assertThat(stats().at("/rooms/total").asInt()).isEqualTo(2);
    }

    @Test
    void a_number_that_nothing_can_hold_does_not_spoil_the_others() {
        ObjectNode absurd = room("create", "r2");
        absurd.putObject("data").put("room_id", "r2").put("reason", "@");
        String batch =
                Json.write(List.of(room("create", "r1"), absurd)).replace("\"@\"", "1e9999999999");
        Response answer = Report.batch(batch);

        assertCounts(answer, 1, 0, 1);
        assertRejected(answer, 1, "SW_VALIDATION_FAILED");
    }

    @Test
    void what_is_no_object_is_rejected_in_its_place() {
        Response answer =
                Report.batch(
                        List.of(
                                Json.tree(1),
                                room("create", "r1"),
                                Json.tree("x"),
                                Json.tree(List.of()),
                                Json.parse("null")));

        assertCounts(answer, 1, 0, 4);
        assertThat(answer.data().get("rejected").valueStream().map(r -> r.get("index").asInt()))
                .containsExactly(0, 2, 3, 4);
    }

    static Stream<ObjectNode> badMetering() {
        Tenant any = Fleet.tenant();
        return Stream.of(
                event(any, "storage.change"),
                event(any, "storage.change", "bytes_delta", "1"),
                event(any, "storage.change", "bytes_delta", 1.5),
                event(any, "ai.usage", "model", "m", "requests", 1),
                event(
                        any,
                        "ai.usage",
                        "model",
                        "m",
                        "requests",
                        -1,
                        "input_tokens",
                        0,
                        "output_tokens",
                        0),
                event(any, "participant.join", "participant_id", "p"),
                event(any, "participant.join", "participant_id", "p", "participant_type", "robot"),
                event(any, "participant.leave"));
    }

    @ParameterizedTest
    @MethodSource("badMetering")
    void data_that_its_type_does_not_allow_is_rejected(ObjectNode event) {
        assertRejected(one(event), 0, "SW_VALIDATION_FAILED");
    }

    @Test
    void what_was_rejected_was_not_taken_and_may_come_again() {
        ObjectNode good = room("create", "r1");
        assertRejected(one(with(good, "data", object())), 0, "SW_VALIDATION_FAILED");
        assertCounts(one(good), 1, 0, 0);
    }

    @Test
    void an_unknown_tenant_is_rejected() {
        Response answer =
                Report.batch(
                        List.of(
                                with(room("create", "r1"), "tenantid", "tnt_absent"),
                                room("create", "r2")));
        assertCounts(answer, 1, 0, 1);
        assertRejected(answer, 0, "SW_TENANT_NOT_FOUND");
    }

    @Test
    void a_service_of_one_tenant_reports_for_that_one_only() {
        Api bound = Api.bearer(Tokens.service(tenant.id()));
        Tenant other = Fleet.tenant();
        assertCounts(one(bound, room("create", "r1")), 1, 0, 0);
        assertCounts(
                one(bound, event(other, "room.create", "room_id", "r1", "room_type", "x")),
                0,
                0,
                1);
        assertThat(other.admin().read(Given.STATS).data().at("/rooms/total").asInt()).isZero();
    }

    @Test
    void other_extensions_are_ignored() {
        assertCounts(
                one(with(with(room("create", "r1"), "traceparent", "00-1"), "subject", "whatever")),
                1,
                0,
                0);
    }

    @Test
    void rooms_are_opened_archived_restored_and_closed() {
        taken(
                room("create", "r1"),
                with(room("create", "r2"), "data", object("room_id", "r2", "room_type", "direct")),
                room("create", "r3"));
        assertRooms(3, 3, 0, 0);
        assertThat(stats().at("/rooms/by_type"))
                .isEqualTo(Json.parse("{\"channel\": 2, \"direct\": 1}"));
        taken(room("archive", "r1"), room("close", "r2"));
        assertRooms(3, 1, 1, 1);
        taken(room("restore", "r1"));
        assertRooms(3, 2, 0, 1);
        taken(room("create", "r1"));
        assertRooms(3, 2, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"close, 0, 0, 1", "archive, 0, 1, 0", "restore, 1, 0, 0"})
    void a_room_first_heard_of_by_something_else_counts_as_a_room(
            String type, int open, int archived, int closed) {
        taken(event(tenant, "room." + type, "room_id", "r1"));
        assertRooms(1, open, archived, closed);
    }

    private void assertRooms(int total, int open, int archived, int closed) {
        JsonNode rooms = stats().get("rooms");
        assertThat(
                        Stream.of("total", "open", "archived", "closed")
                                .map(name -> rooms.get(name).asInt()))
                .as("%s", rooms)
                .containsExactly(total, open, archived, closed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"human", "agent", "helper", "bridge", "federated", "model"})
    void who_joins_is_in_list_and_stats_until_it_leaves(String type) {
        taken(join(tenant, "usr_1", type, "ada"));

        JsonNode listed = tenant.admin().read(Given.PARTICIPANTS).data();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("id").asString()).isEqualTo("usr_1");
        assertThat(listed.get(0).get("type").asString()).isEqualTo(type);
        assertThat(listed.get(0).get("local_id").asString()).isEqualTo("ada");
        assertThat(listed.get(0).get("fqid").asString()).matches("@ada:.+");
        assertThat(listed.get(0).get("display_name").asString()).isEqualTo("Name of usr_1");
        assertThat(listed.get(0).get("enabled").asBoolean()).isTrue();
        assertThat(tenant.admin().read(Given.PARTICIPANTS + "/usr_1").data())
                .isEqualTo(listed.get(0));
        assertThat(stats().get("participants"))
                .isEqualTo(Json.parse("{\"total\": 1, \"by_type\": {\"" + type + "\": 1}}"));

        taken(leave(tenant, "usr_1"));
        assertThat(tenant.admin().read(Given.PARTICIPANTS).data()).isEmpty();
        assertThat(stats().at("/participants/total").asInt()).isZero();
        tenant.admin()
                .get(Given.PARTICIPANTS + "/usr_1")
                .send()
                .expectError(404, "SW_PARTICIPANT_NOT_FOUND");
    }

    @Test
    void who_joins_again_is_one() {
        taken(join(tenant, "usr_1", "human", "ada"), join(tenant, "usr_1", "human", "ada"));
        assertThat(stats().at("/participants/total").asInt()).isEqualTo(1);
        taken(leave(tenant, "usr_1"), join(tenant, "usr_1", "human", "ada"));
        assertThat(
                        tenant.admin()
                                .read(Given.PARTICIPANTS + "/usr_1")
                                .data()
                                .get("local_id")
                                .asString())
                .isEqualTo("ada");
    }

    @Test
    void a_local_id_is_taken_if_it_is_free_and_the_person_is_recorded_either_way() {
        taken(join(tenant, "usr_1", "human", "ada"), join(tenant, "usr_2", "human", "ada"));

        JsonNode data = tenant.admin().read(Given.PARTICIPANTS).data();
        assertThat(Given.the(data, "id", "usr_1").get("local_id").asString()).isEqualTo("ada");
        assertThat(Given.the(data, "id", "usr_2").get("local_id").isNull()).isTrue();
        assertThat(Given.the(data, "id", "usr_2").get("fqid").isNull()).isTrue();
    }

    @Test
    void a_local_id_that_a_person_has_blocks_a_model_and_the_other_way_round() {
        String model = tenant.enableModels(1).getFirst();
        taken(join(tenant, "usr_1", "human", "ada"));
        Given.newParticipant(tenant, model, "ada")
                .send()
                .expectError(409, "SW_PARTICIPANT_LOCAL_ID_TAKEN");
        tenant.admin()
                .put("/v1/admin/models/" + model + "/participant")
                .json(Given.participant("ada"))
                .send()
                .expectError(409, "SW_PARTICIPANT_LOCAL_ID_TAKEN");

        Given.newParticipant(tenant, model, "bot").send().expect(201);
        taken(join(tenant, "usr_2", "human", "bot"));
        assertThat(
                        tenant.admin()
                                .read(Given.PARTICIPANTS + "/usr_2")
                                .data()
                                .get("local_id")
                                .isNull())
                .isTrue();
    }

    @Test
    void who_leaves_frees_its_local_id() {
        String model = tenant.enableModels(1).getFirst();
        taken(join(tenant, "usr_1", "human", "ada"), leave(tenant, "usr_1"));
        Given.newParticipant(tenant, model, "ada").send().expect(201);
    }

    @Test
    void usage_is_of_the_month_of_its_time_in_utc_and_by_model() {
        taken(
                usage("m/one", 10, "2026-04-30T23:59:59.999999Z"),
                usage("m/one", 20, "2026-05-01T00:00:00Z"),
                usage("m/two", 30, "2026-05-31T23:59:59.999999Z"),
                usage("m/two", 40, "2026-06-01T00:00:00Z"),
                usage("m/one", 50, "2026-06-01T01:00:00+02:00"),
                usage("m/one", 60, "2026-04-30T22:30:00-02:00"));

        JsonNode may = stats("2026-05").get("ai_usage");
        assertThat(may.get("month").asString()).isEqualTo("2026-05");
        assertThat(may.get("requests").asInt()).isEqualTo(4);
        assertThat(may.get("input_tokens").asInt()).isEqualTo(160);
        assertThat(may.get("output_tokens").asInt()).isEqualTo(4);
        assertThat(may.get("by_model"))
                .isEqualTo(
                        Json.parse(
                                "{\"m/one\": {\"requests\": 3, \"input_tokens\": 130,"
                                        + " \"output_tokens\": 3}, \"m/two\": {\"requests\": 1,"
                                        + " \"input_tokens\": 30, \"output_tokens\": 1}}"));
        assertThat(stats("2026-04").at("/ai_usage/input_tokens").asInt()).isEqualTo(10);
        assertThat(stats("2026-06").at("/ai_usage/input_tokens").asInt()).isEqualTo(40);
        assertThat(stats("2026-07").at("/ai_usage/requests").asInt()).isZero();
    }

    @Test
    void the_month_is_this_one_unless_another_is_asked_for() {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        Response stats = tenant.admin().read(Given.STATS);
        assertThat(stats.meta().get("month").asString())
                .isBetween(now.toString(), now.plusMonths(1).toString());
        for (String month : List.of("2026", "2026-13", "2026-00", "26-05", "2026-5", "")) {
            tenant.admin()
                    .get(Given.STATS)
                    .query("month", month)
                    .send()
                    .expectError(400, "SW_VALIDATION_FAILED", "month");
        }
    }

    @Test
    void storage_goes_up_and_down() {
        taken(storage(100), storage(-30), storage(5));
        assertThat(stats().at("/storage/bytes_used").asInt()).isEqualTo(75);
    }

    @Test
    void the_limits_are_those_of_the_tenant() {
        JsonNode none = stats();
        assertThat(none.at("/ai_usage/tokens_limit").isNull()).isTrue();
        assertThat(none.at("/storage/bytes_limit").isNull()).isTrue();
        JsonNode created =
                Fleet.operator()
                        .post(Given.TENANTS)
                        .json(
                                Given.tenant(Fleet.slug(), tenant.partner().id())
                                        .put("ai_tokens_monthly", 7)
                                        .put("max_storage_bytes", 8))
                        .send()
                        .expect(201)
                        .data();
        tenant =
                new Tenant(
                        created.get("id").asString(),
                        created.get("slug").asString(),
                        tenant.partner());
        taken(storage(100), usage("m", 100, Report.TIME));
        assertThat(stats().at("/ai_usage/tokens_limit").asInt()).isEqualTo(7);
        assertThat(stats().at("/storage/bytes_limit").asInt()).isEqualTo(8);
        assertThat(stats().at("/storage/bytes_used").asInt()).isEqualTo(100);
    }

    @Test
    void usage_and_storage_are_in_neither_audit_nor_stream() {
        taken(storage(1), usage("m", 1, Report.TIME), room("create", "r1"));

        List<String> actions =
                Given.each(tenant.admin().read(Given.AUDIT + "?limit=1000").data(), "action");
        assertThat(actions).contains("room.create").doesNotContain("ai.usage", "storage.change");
        assertThat(Given.each(tenant.admin().read(Given.EVENTS + "?limit=1000").data(), "type"))
                .contains("com.scaiwave.admin.room.create.v1")
                .noneMatch(type -> type.contains("usage") || type.contains("storage"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"room.create", "room.close", "room.archive", "room.restore"})
    void a_room_event_is_an_audit_entry(String action) {
        ObjectNode event =
                event(tenant, action, "room_id", "r1", "room_type", "channel", "reason", "Because");
        event.put("actorid", "usr_x").put("actortype", "user");
        event.put("ip", "192.0.2.7").put("useragent", "Agent/1");
        taken(event);

        assertThat(audit(action)).hasSize(1);
        JsonNode entry = audit(action).getFirst();
        assertThat(entry.get("resource_type").asString()).isEqualTo("room");
        assertThat(entry.get("resource_id").asString()).isEqualTo("r1");
        assertThat(entry.get("tenant_id").asString()).isEqualTo(tenant.id());
        assertThat(entry.get("actor_id").asString()).isEqualTo("usr_x");
        assertThat(entry.get("actor_type").asString()).isEqualTo("user");
        assertThat(entry.get("ip").asString()).isEqualTo("192.0.2.7");
        assertThat(entry.get("user_agent").asString()).isEqualTo("Agent/1");
        assertThat(entry.at("/metadata/reason").asString()).isEqualTo("Because");
        assertThat(entry.at("/metadata/occurred_at").asString()).isEqualTo(Report.TIME);
        assertThat(entry.get("created_at").asString()).isGreaterThan(Report.TIME);
    }

    @Test
    void without_an_actor_it_is_the_calling_service() {
        taken(room("close", "r1"));
        assertThat(audit("room.close").getFirst().get("actor_id").asString())
                .isEqualTo("svc_platform");
        assertThat(audit("room.close").getFirst().get("actor_type").asString())
                .isEqualTo("service");
    }

    @Test
    void any_other_type_is_an_audit_entry_of_what_stands_before_the_first_dot() {
        taken(
                event(tenant, "bridge.link.add", "bridge_id", "b1", "reason", "R"),
                event(tenant, "export.run", "other_id", "x"),
                event(tenant, "lonely"));

        JsonNode bridge = audit("bridge.link.add").getFirst();
        assertThat(bridge.get("resource_type").asString()).isEqualTo("bridge");
        assertThat(bridge.get("resource_id").asString()).isEqualTo("b1");
        assertThat(bridge.at("/metadata/reason").asString()).isEqualTo("R");
        assertThat(audit("export.run").getFirst().get("resource_id").isNull()).isTrue();
        assertThat(audit("lonely").getFirst().get("resource_type").asString()).isEqualTo("lonely");
    }

    @Test
    void a_join_and_a_leave_are_audit_entries_of_the_participant() {
        taken(join(tenant, "usr_1", "human", "ada"), leave(tenant, "usr_1"));
        for (String action : List.of("participant.join", "participant.leave")) {
            assertThat(audit(action)).hasSize(1);
            assertThat(audit(action).getFirst().get("resource_id").asString()).isEqualTo("usr_1");
            assertThat(audit(action).getFirst().get("resource_type").asString())
                    .isEqualTo("participant");
        }
    }

    @Test
    void a_batch_is_recorded_in_its_order() {
        List<ObjectNode> events =
                new ArrayList<>(
                        IntStream.range(0, 20).mapToObj(n -> room("create", "r" + n)).toList());
        Collections.shuffle(events, new java.util.Random(1));
        assertCounts(Report.batch(events), 20, 0, 0);

        assertThat(audit("room.create").reversed().stream().map(e -> e.get("resource_id")))
                .containsExactlyElementsOf(
                        events.stream().map(e -> e.at("/data/room_id")).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai_config.update",
                "prompt_studio.update",
                "note_processing.update",
                "model.enable",
                "model.disable",
                "plugin.enable",
                "plugin.disable",
                "participant.create",
                "participant.update",
                "tenant.create",
                "partner.create",
                "partner.update",
                "proofs.rotate_key",
                "log.restore",
                "access.deny",
                "audit.read",
                "audit.export"
            })
    void a_platform_event_does_not_pass_for_what_happens_here(String action) {
        List<JsonNode> before = audit(action);
        assertRejected(one(event(tenant, action, "changes", 1)), 0, "SW_VALIDATION_FAILED");
        assertThat(audit(action)).isEqualTo(before);
    }

    @Test
    void what_is_told_of_one_tenant_does_not_keep_out_what_is_told_of_another() {
        ObjectNode event = room("create", "r1");
        taken(event);
        Tenant other = Fleet.tenant();
        assertCounts(one(with(event, "tenantid", other.id())), 1, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x:evil.example", "@x", "BAD ID", "<b>", "x\ny", "../x"})
    void a_local_id_that_can_not_stand_in_an_fqid_is_left_out(String localId) {
        taken(join(tenant, "usr_1", "human", localId));
        JsonNode person = tenant.admin().read(Given.PARTICIPANTS).data().get(0);
        assertThat(person.get("local_id").isNull()).isTrue();
        assertThat(person.get("fqid").isNull()).isTrue();
    }
}
