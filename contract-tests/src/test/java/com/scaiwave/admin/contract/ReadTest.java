package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.OpenApi;
import com.scaiwave.admin.contract.harness.OpenApi.Operation;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Section 1, reads: they see every write that was acknowledged before, and ETags save transfers.
 */
class ReadTest {

    private static final int ROUNDS = 25;

    static Stream<Operation> single() {
        return OpenApi.operations().filter(o -> o.node().get("responses").has("304"));
    }

    @ParameterizedTest
    @MethodSource("single")
    void what_is_still_the_same_is_not_sent_again(Operation operation) {
        Scene scene = Scene.shared();
        Response get = scene.request(operation).send().expect(200);

        for (String known :
                List.of(get.etag(), "W/" + get.etag(), "\"x\", " + get.etag() + ", \"y\"", "*")) {
            Response unchanged = scene.request(operation).ifNoneMatch(known).send().expect(304);
            assertThat(unchanged.etag()).isEqualTo(get.etag());
        }
        scene.allowed(operation)
                .head(scene.path(operation, Scene.Target.MIDDLE))
                .ifNoneMatch(get.etag())
                .send()
                .expect(304);
    }

    @ParameterizedTest
    @MethodSource("single")
    void what_is_not_the_same_is_sent(Operation operation) {
        Response get = Scene.shared().request(operation).send().expect(200);

        Response other = Scene.shared().request(operation).ifNoneMatch("\"x\"").send().expect(200);

        assertThat(other.data()).isEqualTo(get.data());
    }

    @ParameterizedTest
    @EnumSource
    void an_etag_is_good_until_the_next_write(Resource.Kind kind) {
        Resource resource = kind.fresh();
        String etag = resource.get().etag();
        resource.api().get(resource.readPath()).ifNoneMatch(etag).send().expect(304);

        String next = resource.put(1).send().expectChanged().etag();

        resource.api().get(resource.readPath()).ifNoneMatch(etag).send().expect(200);
        resource.api().get(resource.readPath()).ifNoneMatch(next).send().expect(304);
    }

    @Test
    void a_list_has_no_etag() {
        for (String path :
                List.of("audit", "events", "participants", "plugins", "models/catalog")) {
            Response list = Scene.shared().tenant().admin().read("/v1/admin/" + path);
            assertThat(list.header("ETag")).as(path).isNull();
        }
    }

    /**
     * The admin, another admin, the partner's admin and the operator: four clients and connections.
     */
    private static List<Api> clients(Tenant tenant) {
        return List.of(
                tenant.admin(),
                tenant.admin("usr_other"),
                tenant.partner().admin().on(tenant.id()),
                tenant.operator());
    }

    @Test
    @Tag("split")
    void every_client_sees_a_write_as_soon_as_it_is_acknowledged() {
        Tenant tenant = Fleet.tenant();
        List<Api> clients = clients(tenant);

        for (int round = 1; round <= ROUNDS; round++) {
            Api writer = clients.get(round % clients.size());
            Response write =
                    writer.put(STUDIO)
                            .json(
                                    object(
                                            "allowlist",
                                            object(
                                                    "roles",
                                                    List.of("r" + round),
                                                    "groups",
                                                    List.of())))
                            .send()
                            .expectChanged();
            for (Response read : Together.times(clients.size(), n -> clients.get(n).read(STUDIO))) {
                assertThat(read.data()).isEqualTo(write.data());
                assertThat(read.version()).isEqualTo(write.version());
            }
        }
    }

    @Test
    @Tag("split")
    void every_list_shows_a_write_as_soon_as_it_is_acknowledged() {
        Tenant tenant = Fleet.tenant();
        List<Api> clients = clients(tenant);
        String model = Fleet.modelSlugs(1).getFirst();

        for (int round = 1; round <= ROUNDS; round++) {
            boolean on = round % 2 == 1;
            String way = on ? "/enable" : "/disable";
            Api reader = clients.get(round % clients.size());
            Response plugin =
                    tenant.admin()
                            .post("/v1/admin/plugins/" + Scene.PLUGIN + way)
                            .send()
                            .expectChanged();
            assertThat(entry(reader.read("/v1/admin/plugins"), "id", Scene.PLUGIN))
                    .isEqualTo(plugin.data());
            Response write =
                    tenant.admin().post("/v1/admin/models/" + model + way).send().expectChanged();
            assertThat(
                            entry(reader.read("/v1/admin/models/catalog"), "slug", model)
                                    .get("enabled")
                                    .asBoolean())
                    .isEqualTo(on);
            assertThat(reader.read("/v1/admin/ai-config").data().get("enabled_models").size())
                    .isEqualTo(on ? 1 : 0);
            assertThat(
                            reader.read(
                                            "/v1/admin/audit?limit=1&action=model.enable&action=model.disable")
                                    .data())
                    .singleElement()
                    .satisfies(newest ->
                            assertThat(newest.get("id").asString())
                                    .isEqualTo("audit-" + write.eventIds().getFirst()));
            assertThat(reader.read("/v1/admin/events?limit=1000").data().valueStream())
                    .anySatisfy(event ->
                            assertThat(event.get("id").asString())
                                    .isEqualTo(write.eventIds().getFirst()));
        }
    }

    @Test
    @Tag("split")
    void what_was_created_is_there_for_everyone_at_once() {
        Partner partner = Fleet.partner();
        List<Api> clients = List.of(partner.admin(), Fleet.operator());

        for (int round = 1; round <= ROUNDS; round++) {
            Tenant tenant = partner.tenant();
            Api reader = clients.get(round % 2);
            reader.read("/v1/admin/tenants/" + tenant.id());
            assertThat(tenant.admin().read(STUDIO).version()).isZero();
            assertThat(reader.read(partner.path()).data().get("tenant_count").asInt())
                    .isEqualTo(round);
            assertThat(
                            entry(
                                    partner.admin().read("/v1/admin/tenants?limit=1000"),
                                    "id",
                                    tenant.id()))
                    .isNotNull();
        }
        Partner below = partner.below();
        assertThat(
                        entry(partner.admin().read("/v1/admin/partners"), "id", below.id())
                                .get("slug")
                                .asString())
                .isEqualTo(below.slug());
    }

    @Test
    @Tag("split")
    void a_participant_is_listed_as_soon_as_it_is_created() {
        Tenant tenant = Fleet.tenant();
        String model = tenant.enableModels(1).getFirst();
        for (int round = 1; round <= ROUNDS; round++) {
            Response created =
                    tenant.admin()
                            .post("/v1/admin/participants/model")
                            .json(
                                    object(
                                            "model", model,
                                            "local_id", "p" + round,
                                            "display_name", "n",
                                            "system_prompt", "",
                                            "default_response_mode", "streaming"))
                            .send()
                            .expect(201);
            Response list = tenant.operator().read("/v1/admin/participants");
            assertThat(list.data()).hasSize(round);
            assertThat(entry(list, "id", created.data().get("id").asString()))
                    .isEqualTo(created.data());
        }
    }

    private static JsonNode entry(Response list, String key, String value) {
        return list.data()
                .valueStream()
                .filter(entry -> entry.get(key).asString().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + value + " in " + list));
    }

    @Test
    @Tag("split")
    void readers_never_see_less_than_what_was_acknowledged_however_many_write() {
        Tenant tenant = Fleet.tenant();
        Resource resource = Resource.Kind.NOTE_PROCESSING.fresh();
        int writers = 4;

        List<List<Long>> seen =
                Together.times(
                        writers,
                        writer -> {
                            List<Long> versions = new ArrayList<>();
                            for (int round = 0; round < 10; round++) {
                                Response write =
                                        resource.put(1 + writer + round * writers)
                                                .send()
                                                .expectChanged();
                                Response read = resource.get();
                                assertThat(read.version()).isGreaterThanOrEqualTo(write.version());
                                assertThat(read.position())
                                        .isGreaterThanOrEqualTo(write.position());
                                versions.add(write.version());
                                versions.add(read.version());
                            }
                            return versions;
                        });

        seen.forEach(versions -> assertThat(versions).isSorted());
        assertThat(Collections.max(seen.stream().map(List::getLast).toList()))
                .isEqualTo(resource.get().version());
        assertThat(tenant.admin().read(STUDIO).version()).isZero();
    }
}
