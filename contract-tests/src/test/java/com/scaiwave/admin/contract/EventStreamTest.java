package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 6, the admin stream: as pages, and live. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventStreamTest {

    private static final String SWITCHES =
            "com.scaiwave.admin.plugin.enable.v1,com.scaiwave.admin.plugin.disable.v1";

    private Tenant tenant = Fleet.tenant();
    private int written;

    @BeforeEach
    void a_tenant() {
        tenant = Fleet.tenant();
        written = 0;
    }

    /** Makes this many writes of one event each, and returns the ids in order. */
    private List<String> write(int count) {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String way = written % 2 == 0 ? "/enable" : "/disable";
            String plugin = written % 4 < 2 ? "scaiwave.web" : "scaiwave.files";
            written++;
            ids.addAll(
                    tenant.admin()
                            .post(Given.PLUGINS + "/" + plugin + way)
                            .send()
                            .expectChanged()
                            .eventIds());
        }
        return ids;
    }

    private Request pages(Api api) {
        return api.get(Given.EVENTS).query("types", SWITCHES);
    }

    @Test
    void an_event_is_the_audit_entry_as_a_cloud_event() {
        write(1);
        Report.taken(Report.event(tenant, "room.close", "room_id", "r1", "reason", "R"));
        Response page = tenant.admin().get(Given.EVENTS).query("limit", 1000).send().expect(200);
        List<JsonNode> entries = Given.pages(tenant.admin(), Given.AUDIT + "?order=desc", 1000);

        assertThat(each(page.data(), "type"))
                .startsWith("com.scaiwave.admin.tenant.create.v1")
                .contains(
                        "com.scaiwave.admin.plugin.enable.v1", "com.scaiwave.admin.room.close.v1");
        for (JsonNode event : page.data()) {
            JsonNode entry =
                    entries.stream()
                            .filter(e ->
                                    e.get("id")
                                            .asString()
                                            .equals("audit-" + event.get("id").asString()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no entry of " + event));
            ObjectNode data = Json.without(Json.without(entry, "ip"), "user_agent");
            assertThat(event)
                    .isEqualTo(
                            Json.parse(
                                    Json.write(
                                            Json.object(
                                                    "specversion",
                                                    "1.0",
                                                    "id",
                                                    event.get("id"),
                                                    "type",
                                                    "com.scaiwave.admin."
                                                            + entry.get("action").asString()
                                                            + ".v1",
                                                    "source",
                                                    "/v1/admin",
                                                    "subject",
                                                    entry.get("resource_type").asString()
                                                            + "/"
                                                            + entry.get("resource_id").asString(),
                                                    "time",
                                                    entry.get("created_at"),
                                                    "datacontenttype",
                                                    "application/json",
                                                    "tenantid",
                                                    tenant.id(),
                                                    "position",
                                                    entry.at("/metadata/position").asString(),
                                                    "data",
                                                    data))));
        }
    }

    @Test
    void every_entry_is_one_event_and_the_other_way_round() {
        write(4);
        tenant.enableModels(2);
        List<String> entries =
                each(tenant.admin().read(Given.AUDIT + "?order=asc&limit=1000").data(), "id");
        List<String> events =
                each(tenant.admin().read(Given.EVENTS + "?limit=1000").data(), "id").stream()
                        .map(id -> "audit-" + id)
                        .toList();

        assertThat(events).containsSubsequence(entries).doesNotHaveDuplicates();
        assertThat(events.subList(0, entries.size())).isEqualTo(entries);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void pages_of_any_size_are_the_whole_and_next_after_is_never_null(int limit) {
        List<String> ids = write(5);
        List<String> seen = new ArrayList<>();
        Response page = pages(tenant.admin()).query("limit", limit).send().expect(200);
        while (!page.data().isEmpty()) {
            assertThat(page.data().size()).isLessThanOrEqualTo(limit);
            seen.addAll(each(page.data(), "id"));
            page = after(page, limit);
        }

        assertThat(seen).isEqualTo(ids);
        assertThat(after(page, limit).data()).isEmpty();
        List<String> more = write(1);
        assertThat(each(after(page, limit).data(), "id")).isEqualTo(more);
    }

    private Response after(Response page, int limit) {
        return pages(tenant.admin())
                .query("limit", limit)
                .query("after", page.meta().get("next_after").asString())
                .send()
                .expect(200);
    }

    @Test
    void the_head_is_where_the_stream_ends() {
        write(2);
        String head = tenant.admin().read(Given.EVENTS + "?limit=1").meta().get("head").asString();
        assertThat(pages(tenant.admin()).query("after", head).send().expect(200).data()).isEmpty();
        List<String> more = write(1);
        assertThat(each(pages(tenant.admin()).query("after", head).send().data(), "id"))
                .isEqualTo(more);
    }

    @Test
    void after_now_only_what_is_new() {
        write(2);
        Response page = pages(tenant.admin()).query("after", "now").send().expect(200);
        assertThat(page.data()).isEmpty();
        List<String> more = write(1);
        assertThat(each(after(page, 10).data(), "id")).isEqualTo(more);
    }

    @Test
    void only_the_types_that_were_asked_for() {
        write(2);
        tenant.enableModels(1);
        String prefix = "com.scaiwave.admin.";
        for (List<String> types :
                List.of(
                        List.of("plugin.enable"),
                        List.of("model.enable", "plugin.disable"),
                        List.of("no.such"))) {
            String wanted = String.join(",", types.stream().map(t -> prefix + t + ".v1").toList());
            List<String> got =
                    each(
                            tenant.admin()
                                    .get(Given.EVENTS)
                                    .query("types", wanted)
                                    .send()
                                    .expect(200)
                                    .data(),
                            "type");
            assertThat(got).isSubsetOf(List.of(wanted.split(",")));
            assertThat(got).hasSize(types.contains("no.such") ? 0 : types.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=x", "after=-1", "limit=0", "limit=1001", "types=", "types=a,,b"})
    void a_parameter_that_is_wrong_is_named(String query) {
        tenant.admin()
                .get(Given.EVENTS)
                .rawQuery(query)
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", query.substring(0, query.indexOf('=')));
    }

    @Test
    void a_partner_admin_sees_its_fleet_and_with_a_tenant_only_that() {
        Partner partner = tenant.partner();
        Tenant below = partner.below().tenant();
        List<JsonNode> fleet =
                partner.admin().read(Given.EVENTS + "?limit=1000").data().valueStream().toList();

        assertThat(
                        fleet.stream()
                                .filter(e -> e.has("tenantid"))
                                .map(e -> e.get("tenantid").asString()))
                .containsOnly(tenant.id(), below.id());
        assertThat(
                        fleet.stream()
                                .filter(e -> !e.has("tenantid"))
                                .map(e -> e.get("subject").asString()))
                .containsOnly("partner/" + partner.id(), "partner/" + below.partner().id());
        assertThat(
                        partner.admin()
                                .on(below.id())
                                .read(Given.EVENTS)
                                .data()
                                .valueStream()
                                .map(e -> e.path("tenantid").asString("none")))
                .containsOnly(below.id());
        assertThat(fleet.stream().map(e -> Long.parseLong(e.get("position").asString())))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void an_operator_sees_all_and_with_a_tenant_only_that() {
        Tenant other = Fleet.tenant();
        String head =
                Fleet.operator().read(Given.EVENTS + "?limit=1").meta().get("head").asString();
        List<String> own = write(1);
        String plugin = Given.PLUGINS + "/scaiwave.web/enable";
        List<String> theirs = other.admin().post(plugin).send().expectChanged().eventIds();

        List<String> all = each(pages(Fleet.operator()).query("after", head).send().data(), "id");
        assertThat(all).containsSubsequence(own.getFirst(), theirs.getFirst());
        assertThat(each(pages(other.operator()).send().data(), "id")).isEqualTo(theirs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void head_is_answered_without_a_body(String accept) {
        Response head =
                tenant.admin().head(Given.EVENTS).header("Accept", accept).send().expect(200);
        assertThat(head.header("Content-Type")).startsWith(accept);
    }

    private static List<String> ids(List<EventReader.Message> messages) {
        return messages.stream().map(m -> m.data().get("id").asString()).toList();
    }

    @Test
    @Tag("split")
    void a_stream_begins_at_the_beginning_and_says_what_the_pages_say() throws IOException {
        write(3);
        Response page = tenant.admin().read(Given.EVENTS);

        try (var stream = new EventReader(tenant.admin().get(Given.EVENTS))) {
            List<EventReader.Message> messages = stream.next(page.data().size());
            assertThat(messages.stream().map(EventReader.Message::data))
                    .containsExactlyElementsOf(page.data().valueStream().toList());
            assertThat(messages.stream().map(EventReader.Message::event))
                    .isEqualTo(each(page.data(), "type"));
            for (int n = 0; n < messages.size(); n++) {
                assertThat(
                                each(
                                        tenant.admin()
                                                .get(Given.EVENTS)
                                                .query("after", messages.get(n).id())
                                                .send()
                                                .expect(200)
                                                .data(),
                                        "id"))
                        .isEqualTo(ids(messages).subList(n + 1, messages.size()));
            }
        }
    }

    @Test
    void a_stream_after_now_has_only_what_is_new() throws IOException {
        write(2);
        try (var stream = new EventReader(tenant.admin().get(Given.EVENTS).query("after", "now"))) {
            List<String> more = write(3);
            assertThat(ids(stream.next(3))).isEqualTo(more);
        }
    }

    @Test
    void a_stream_has_only_the_types_that_were_asked_for() throws IOException {
        List<String> ids = write(1);
        try (var stream = new EventReader(pages(tenant.admin()))) {
            assertThat(ids(stream.next(1))).isEqualTo(ids);
            tenant.enableModels(1);
            List<String> more = write(1);
            assertThat(ids(stream.next(1))).isEqualTo(more);
        }
    }

    @Test
    @Tag("split")
    void last_event_id_wins_over_after() throws IOException {
        List<String> ids = write(4);
        Response page = pages(tenant.admin()).query("limit", 1).send();
        String first = page.meta().get("next_after").asString();
        String third =
                pages(tenant.admin()).query("limit", 3).send().meta().get("next_after").asString();
        for (String after : List.of(first, "now")) {
            try (var stream =
                    new EventReader(
                            pages(tenant.admin())
                                    .query("after", after)
                                    .header("Last-Event-ID", third))) {
                assertThat(ids(stream.next(1))).containsExactly(ids.get(3));
            }
        }
        try (var stream = new EventReader(pages(tenant.admin()).query("after", first))) {
            assertThat(ids(stream.next(3))).isEqualTo(ids.subList(1, 4));
        }
    }

    @Test
    @Tag("split")
    void a_consumer_that_resumes_loses_and_doubles_nothing_while_writes_go_on() throws Exception {
        int count = 40;
        List<String> seen = new ArrayList<>();
        var writer = java.util.concurrent.CompletableFuture.supplyAsync(() -> write(count));
        String last = null;
        while (seen.size() < count) {
            Request request = pages(tenant.admin());
            if (last != null) {
                request.header("Last-Event-ID", last);
            }
            try (var stream = new EventReader(request)) {
                for (EventReader.Message message :
                        stream.next(Math.min(1 + seen.size() % 7, count - seen.size()))) {
                    seen.add(message.data().get("id").asString());
                    last = message.id();
                }
            }
        }

        assertThat(seen).isEqualTo(writer.get(30, TimeUnit.SECONDS));
    }

    @Test
    @Tag("split")
    void a_stream_stays_within_its_tenant_and_a_fleets_within_the_fleet() throws IOException {
        Tenant other = Fleet.tenant();
        try (var own = new EventReader(pages(tenant.admin()));
                var fleet = new EventReader(pages(tenant.partner().admin()))) {
            String path = Given.PLUGINS + "/scaiwave.web/enable";
            other.admin().post(path).send().expectChanged();
            List<String> ids = write(2);
            assertThat(ids(own.next(2))).isEqualTo(ids);
            assertThat(ids(fleet.next(2))).isEqualTo(ids);
        }
    }

    @Test
    void many_consumers_see_the_same_in_the_same_order() throws IOException {
        List<EventReader> streams = new ArrayList<>();
        try {
            for (int n = 0; n < 5; n++) {
                streams.add(new EventReader(pages(tenant.admin()).query("after", "now")));
            }
            List<String> ids = write(6);
            Set<List<String>> seen = new HashSet<>();
            for (EventReader stream : streams) {
                seen.add(ids(stream.next(6)));
            }
            assertThat(seen).containsExactly(ids);
        } finally {
            for (EventReader stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    @Tag("split")
    void a_comment_comes_while_nothing_happens() throws IOException {
        long start = System.nanoTime();
        try (var stream = new EventReader(tenant.admin().get(Given.EVENTS).query("after", "now"))) {
            int comments = 0;
            for (String line = stream.line(); line != null; line = stream.line()) {
                if (line.startsWith(":") && ++comments == 1) {
                    break;
                }
            }
            assertThat(comments).isEqualTo(1);
        }
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(20);
    }

    @Test
    @Tag("split")
    void a_stream_ends_when_the_token_expires() throws IOException {
        String token =
                Tokens.of(
                        "sub",
                        "usr_short",
                        "tenant_id",
                        tenant.id(),
                        "roles",
                        new String[] {"tenant_admin"},
                        "ttl_seconds",
                        5);
        long start = System.nanoTime();
        try (var stream = new EventReader(Api.bearer(token).get(Given.EVENTS))) {
            assertThat(stream.next().event()).isEqualTo("com.scaiwave.admin.tenant.create.v1");
            while (stream.line() != null) {
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
            }
        }
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
        Api.bearer(token).get(Given.EVENTS).send().expectError(401, "SW_AUTH_EXPIRED_TOKEN");
    }
}
