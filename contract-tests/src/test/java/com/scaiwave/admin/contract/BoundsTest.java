package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nothing is lost or repeated at the end of a page, a batch or a buffer: with n - 1, n and n + 1
 * entries.
 */
class BoundsTest {
    private static final String TYPE = "com.scaiwave.admin.call.start.v1";
    private static final int MOST_IN_A_BATCH = 1_000;

    /** The largest page, in bytes. */
    private static final int PAGE_BYTES = 4 << 20;

    /** Reports events of one type in a tenant, in as few requests as possible. */
    private static void report(Tenant tenant, int count) {
        for (int done = 0; done < count; done += MOST_IN_A_BATCH) {
            List<ObjectNode> events =
                    IntStream.range(done, Math.min(count, done + MOST_IN_A_BATCH))
                            .mapToObj(n -> Report.event(tenant, "call.start", "call_id", "c" + n))
                            .toList();
            Report.assertCounts(Report.batch(events), events.size(), 0, 0);
        }
    }

    private static List<String> subjects(int count) {
        return IntStream.range(0, count).mapToObj(n -> "call/c" + n).toList();
    }

    private static List<String> subjects(List<EventReader.Message> messages) {
        return messages.stream().map(m -> m.data().get("subject").asString()).toList();
    }

    /** A stream reads 200 events at once and a follower 500; the cache for followers holds 1000. */
    @ParameterizedTest
    @ValueSource(ints = {199, 200, 201, 399, 400, 401, 499, 500, 501, 999, 1_000, 1_001})
    void a_stream_that_starts_far_behind_has_each_event_once(int count) throws IOException {
        Tenant tenant = Fleet.tenant();
        report(tenant, count);

        Request request = tenant.admin().get(Given.EVENTS).query("types", TYPE);
        String middle;
        try (var stream = new EventReader(request)) {
            List<EventReader.Message> messages = stream.next(count);
            assertThat(subjects(messages)).isEqualTo(subjects(count));
            middle = messages.get(count / 2).id();
            tenant.admin().post(Given.PLUGINS + "/scaiwave.web/enable").send().expectChanged();
            Report.taken(Report.event(tenant, "call.start", "call_id", "last"));
            assertThat(subjects(stream.next(1))).containsExactly("call/last");
        }
        Request resumed =
                tenant.admin()
                        .get(Given.EVENTS)
                        .query("types", TYPE)
                        .header("Last-Event-ID", middle);
        try (var stream = new EventReader(resumed)) {
            List<String> rest = new ArrayList<>(subjects(count));
            rest.add("call/last");
            assertThat(subjects(stream.next(count - count / 2)))
                    .isEqualTo(rest.subList(count / 2 + 1, count + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11})
    void pages_of_ten_have_each_entry_once(int count) {
        Tenant tenant = Fleet.tenant();
        report(tenant, count);
        List<String> all = IntStream.range(0, count).mapToObj(n -> "c" + n).toList();

        String audit = Given.AUDIT + "?action=call.start";
        assertThat(resources(Given.pages(tenant.admin(), audit, 10))).isEqualTo(all.reversed());
        Response up = tenant.admin().read(audit + "&order=asc&limit=10");
        List<String> ascending = new ArrayList<>(resources(up.data().valueStream().toList()));
        Response next =
                tenant.admin()
                        .get(audit + "&order=asc&limit=10")
                        .query("cursor", String.valueOf(up.nextCursor()))
                        .send()
                        .expect(200);
        ascending.addAll(resources(next.data().valueStream().toList()));
        assertThat(ascending).isEqualTo(all);
        assertThat(tenant.admin().read(audit + "&limit=10").nextCursor() == null)
                .isEqualTo(count <= 10);
    }

    private static List<String> resources(List<JsonNode> entries) {
        return entries.stream().map(e -> e.get("resource_id").asString()).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11})
    void lists_of_ten_have_each_thing_once_in_the_present_and_in_the_past(int count) {
        Tenant tenant = Fleet.tenant();
        List<ObjectNode> joins =
                IntStream.range(0, count)
                        .mapToObj(
                                n -> Report.join(tenant, "usr_%02d".formatted(n), "human", "p" + n))
                        .toList();
        Report.taken(joins.toArray(ObjectNode[]::new));
        String head = tenant.admin().read(Given.EVENTS + "?limit=1").meta().get("head").asString();
        Report.taken(Report.leave(tenant, "usr_00"));

        List<String> ids = IntStream.range(0, count).mapToObj("usr_%02d"::formatted).toList();
        assertThat(ids(Given.pages(tenant.admin(), Given.PARTICIPANTS, 10)))
                .isEqualTo(ids.subList(1, count));
        assertThat(ids(Given.pages(tenant.admin(), Given.PARTICIPANTS + "?as_of=" + head, 10)))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void fleets_of_five_have_each_partner_once_in_the_present_and_in_the_past(int count) {
        Fleet.Partner top = Fleet.partner();
        List<String> ids = new ArrayList<>(List.of(top.id()));
        for (int n = 1; n < count; n++) {
            ids.add(top.below().id());
        }
        String head = top.admin().read(Given.EVENTS + "?limit=1").meta().get("head").asString();
        top.below();

        List<String> then = ids(Given.pages(top.admin(), Given.PARTNERS + "?as_of=" + head, 5));
        assertThat(then).containsExactlyInAnyOrderElementsOf(ids).isSorted();
        assertThat(ids(Given.pages(top.admin(), Given.PARTNERS, 5)))
                .hasSize(count + 1)
                .containsAll(ids)
                .isSorted();
    }

    private static List<String> ids(List<JsonNode> things) {
        return things.stream().map(t -> t.get("id").asString()).toList();
    }

    /**
     * Participants of models and persons come from two kinds of streams, but are listed by id
     * together.
     */
    @Test
    void the_past_of_participants_is_what_the_list_was() {
        Tenant tenant = Fleet.tenant();
        String model = tenant.enableModels(1).getFirst();
        Given.newParticipant(tenant, model, "one").send().expect(201);
        Report.taken(
                Report.join(tenant, "aaa", "human", "a"),
                Report.join(tenant, "zzz", "agent", "z"),
                Report.join(tenant, "mmm", "human", null));
        Given.newParticipant(tenant, model, "two").send().expect(201);
        Report.taken(Report.leave(tenant, "mmm"), Report.join(tenant, "mmm", "bridge", "m"));
        List<JsonNode> now = Given.pages(tenant.admin(), Given.PARTICIPANTS, 100);
        String head = tenant.admin().read(Given.EVENTS + "?limit=1").meta().get("head").asString();
        Given.turn(tenant, model, false).send().expectChanged();
        Report.taken(Report.leave(tenant, "aaa"), Report.join(tenant, "bbb", "human", "b"));

        for (int limit : List.of(1, 2, 5, 100)) {
            assertThat(Given.pages(tenant.admin(), Given.PARTICIPANTS + "?as_of=" + head, limit))
                    .isEqualTo(now);
        }
    }

    /**
     * Twelve templates of the largest size; the last one takes two bytes per character in memory.
     */
    private static ObjectNode large(int version) {
        List<ObjectNode> templates =
                IntStream.range(0, 12)
                        .mapToObj(n ->
                                Json.object(
                                        "name",
                                        "t" + n,
                                        "prompt",
                                        (n == 11 ? "—" : "x") + ("v" + version).repeat(9_999)))
                        .toList();
        return Json.object("system_prompt_templates", templates);
    }

    @Test
    void pages_of_large_entries_end_early_and_lose_nothing() throws IOException {
        Tenant tenant = Fleet.tenant();
        int writes = 21;
        List<String> written = new ArrayList<>();
        for (int n = 0; n < writes; n++) {
            written.addAll(
                    tenant.admin()
                            .put(Given.CONFIG)
                            .json(large(n % 2))
                            .send()
                            .expectChanged()
                            .eventIds());
        }

        List<String> audited = new ArrayList<>();
        int pages = 0;
        String cursor = null;
        do {
            Request request =
                    tenant.admin()
                            .get(Given.AUDIT)
                            .query("action", "ai_config.update")
                            .query("limit", 1000);
            Response page =
                    (cursor == null ? request : request.query("cursor", cursor)).send().expect(200);
            assertThat(page.bytes().length).isLessThanOrEqualTo(PAGE_BYTES);
            assertThat(page.data()).isNotEmpty();
            each(page.data(), "id").forEach(id -> audited.add(id.substring("audit-".length())));
            cursor = page.nextCursor();
            pages++;
        } while (cursor != null);
        assertThat(audited.reversed()).isEqualTo(written);
        assertThat(pages).isGreaterThan(1);

        List<String> told = new ArrayList<>();
        String type = "com.scaiwave.admin.ai_config.update.v1";
        Response page = tenant.admin().read(Given.EVENTS + "?limit=1000&types=" + type);
        while (!page.data().isEmpty()) {
            assertThat(page.bytes().length).isLessThanOrEqualTo(PAGE_BYTES);
            told.addAll(each(page.data(), "id"));
            page =
                    tenant.admin()
                            .get(Given.EVENTS + "?limit=1000&types=" + type)
                            .query("after", page.meta().get("next_after").asString())
                            .send()
                            .expect(200);
        }
        assertThat(told).isEqualTo(written);
        try (var stream = new EventReader(tenant.admin().get(Given.EVENTS).query("types", type))) {
            assertThat(stream.next(writes).stream().map(m -> m.data().get("id").asString()))
                    .isEqualTo(written);
        }
        String first =
                tenant.admin()
                        .read(Given.AUDIT + "?order=asc&limit=2")
                        .data()
                        .get(1)
                        .at("/metadata/position")
                        .asString();
        assertThat(
                        tenant.admin()
                                .read(Given.CONFIG + "?as_of=" + first)
                                .data()
                                .at("/system_prompt_templates/0/prompt")
                                .asString())
                .contains("v0");
    }

    @Test
    void a_page_of_large_participants_ends_early_and_loses_nothing() {
        Tenant tenant = Fleet.tenant();
        String model = tenant.enableModels(1).getFirst();
        Api admin = tenant.admin();
        int count = 60;
        HashSet<String> created = new HashSet<>();
        for (int n = 0; n < count; n++) {
            ObjectNode body = Json.with(Given.participant("p" + n), "model", model);
            created.add(
                    admin.post(Given.PARTICIPANTS + "/model")
                            .json(Json.with(body, "system_prompt", "\ud83d\ude00".repeat(20_000)))
                            .send()
                            .expect(201)
                            .data()
                            .get("id")
                            .asString());
        }
        String head = admin.read(Given.EVENTS + "?limit=1").meta().get("head").asString();

        for (String query : List.of("?limit=1000", "?limit=1000&as_of=" + head)) {
            List<String> listed = new ArrayList<>();
            String cursor = null;
            do {
                Request request = admin.get(Given.PARTICIPANTS + query);
                Response page =
                        (cursor == null ? request : request.query("cursor", cursor))
                                .send()
                                .expect(200);
                assertThat(page.bytes().length).isLessThanOrEqualTo(PAGE_BYTES);
                listed.addAll(each(page.data(), "id"));
                cursor = page.nextCursor();
            } while (cursor != null);
            assertThat(listed).hasSize(count).containsExactlyInAnyOrderElementsOf(created);
        }
    }
}
