package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1, writes: If-Match, and concurrent writers. */
class IfMatchTest {

    private static final int WRITERS = 8;

    @ParameterizedTest
    @EnumSource
    void a_current_if_match_lets_the_write_through(Resource.Kind kind) {
        Resource resource = kind.fresh();

        Response first = resource.put(1).ifMatch(resource.get().etag()).send().expectChanged();
        Response second = resource.put(2).ifMatch(first.etag()).send().expectChanged();

        assertThat(resource.get().etag()).isEqualTo(second.etag());
    }

    @ParameterizedTest
    @EnumSource
    void a_stale_if_match_changes_nothing_and_tells_the_current_etag(Resource.Kind kind) {
        Resource resource = kind.fresh();
        String stale = resource.get().etag();
        Response current = resource.put(1).send().expectChanged();

        Response refused = resource.put(2).ifMatch(stale).send();

        assertLost(refused, current);
        resource.assertIsAsAfter(current);
    }

    @ParameterizedTest
    @EnumSource
    void a_write_that_would_change_nothing_needs_a_current_if_match_too(Resource.Kind kind) {
        Resource resource = kind.fresh();
        String stale = resource.get().etag();
        String current = resource.put(1).send().expectChanged().etag();

        resource.put(1).ifMatch(stale).send().expectError(412, "SW_PRECONDITION_FAILED");
        resource.put(1).ifMatch(current).send().expectUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"999\"", "\"-1\"", "\"\"", "\"1x\"", "\"abc\"", "W/\"1\""})
    void an_etag_that_is_not_the_current_one_fails(String etag) {
        Resource resource = Resource.Kind.PROMPT_STUDIO.fresh();
        assertThat(resource.get().etag()).isEqualTo("\"1\"");

        resource.put(1).ifMatch(etag).send().expectError(412, "SW_PRECONDITION_FAILED");
        assertThat(resource.get().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "abc", "\"1\" \"2\"", ",", "W/1"})
    @Tag("split")
    void an_if_match_that_is_no_etag_never_lets_a_write_through(String value) {
        Resource resource = Resource.Kind.PROMPT_STUDIO.fresh();

        resource.put(1).ifMatch(value).send().assertStatus().isIn(400, 412);
        assertThat(resource.get().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"7\", \"1\"", "\"7\",\"1\",\"9\"", "*"})
    @Tag("split")
    void any_of_several_etags_will_do_and_a_star_for_all(String value) {
        Resource resource = Resource.Kind.PROMPT_STUDIO.fresh();

        resource.put(1).ifMatch(value).send().expectChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ai-config", "prompt-studio", "note-processing"})
    void what_was_never_written_is_matched_by_version_0(String name) {
        Tenant tenant = Fleet.tenant();
        String path = "/v1/admin/" + name;
        String body =
                name.equals("ai-config")
                        ? "{\"scaigrid_api_key\": \"sgk_%s\"}".formatted("x".repeat(32))
                        : "{\"enabled\": true}";

        Response refused = tenant.admin().put(path).json(body).ifMatch("\"1\"").send();
        refused.expectError(412, "SW_PRECONDITION_FAILED");
        assertThat(refused.etag()).isEqualTo("\"0\"");
        tenant.admin().put(path).json(body).ifMatch("\"0\"").send().expectChanged();
    }

    @ParameterizedTest
    @CsvSource({"models", "plugins"})
    void a_switch_is_matched_by_its_own_etag(String what) {
        Tenant tenant = Fleet.tenant();
        String thing = what.equals("models") ? Fleet.modelSlugs(1).getFirst() : Scene.PLUGIN;
        String path = "/v1/admin/" + what + "/" + thing;
        String on =
                tenant.admin()
                        .post(path + "/enable")
                        .ifMatch("\"0\"")
                        .send()
                        .expectChanged()
                        .etag();

        Response refused = tenant.admin().post(path + "/disable").ifMatch("\"0\"").send();

        refused.expectError(412, "SW_PRECONDITION_FAILED");
        assertThat(refused.etag()).isEqualTo(on);
        tenant.admin().post(path + "/enable").send().expectUnchanged();
        tenant.admin().post(path + "/disable").ifMatch(on).send().expectChanged();
    }

    @Test
    void what_does_not_exist_yet_matches_no_etag_of_a_later_version() {
        Request create =
                Fleet.partner()
                        .admin()
                        .post(Given.TENANTS)
                        .json(object("slug", Fleet.slug(), "name", "n"));
        create.ifMatch("\"5\"").send().expectError(412, "SW_PRECONDITION_FAILED");
        create.without("If-Match").send().expect(201);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("split")
    void of_several_writers_with_the_same_if_match_exactly_one_wins(Resource.Kind kind) {
        Resource resource = kind.fresh();
        Response before = resource.get();

        List<Response> answers =
                Together.times(WRITERS, n -> resource.put(n + 1).ifMatch(before.etag()).send());

        List<Response> winners = answers.stream().filter(r -> r.status() == 200).toList();
        assertThat(winners).hasSize(1);
        Response winner = winners.getFirst().expectChanged();
        assertThat(winner.version()).isEqualTo(before.version() + 1);
        answers.stream().filter(a -> a != winner).forEach(loser -> assertLost(loser, winner));
        resource.assertIsAsAfter(winner);
    }

    private static void assertLost(Response refused, Response current) {
        refused.expectError(412, "SW_PRECONDITION_FAILED");
        assertThat(refused.etag()).isEqualTo(current.etag());
    }

    @ParameterizedTest
    @EnumSource
    void several_writers_without_if_match_all_succeed_one_after_the_other(Resource.Kind kind) {
        Resource resource = kind.fresh();
        long before = resource.get().version();

        List<Response> answers = Together.times(WRITERS, n -> resource.put(n + 1).send());

        answers.forEach(Response::expectChanged);
        assertThat(answers.stream().map(Response::version))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(before + 1, before + WRITERS).boxed().toList());
        IntStream.range(0, WRITERS)
                .forEach(n -> assertThat(resource.shown(answers.get(n))).isEqualTo(n + 1));
        Response last =
                answers.stream()
                        .max(java.util.Comparator.comparingLong(Response::version))
                        .orElseThrow();
        assertThat(last.position())
                .isEqualTo(answers.stream().mapToLong(Response::position).max().orElseThrow());
        assertThat(resource.get().data()).isEqualTo(last.data());
        assertThat(resource.get().position()).isEqualTo(last.position());
    }

    @Test
    @Tag("split")
    void several_who_want_the_same_record_it_once() {
        Resource resource = Resource.Kind.PROMPT_STUDIO.fresh();

        List<Response> answers = Together.times(WRITERS, n -> resource.put(1).send().expect(200));

        assertThat(answers.stream().filter(Response::changed)).hasSize(1);
        assertThat(answers.stream().map(Response::etag)).containsOnly("\"2\"");
    }

    @Test
    @Tag("split")
    void writers_of_many_models_at_once_all_succeed() {
        Tenant tenant = Fleet.tenant();
        List<String> models = Fleet.modelSlugs(5);

        Together.times(
                models.size(),
                n ->
                        tenant.admin()
                                .post("/v1/admin/models/" + models.get(n) + "/enable")
                                .send()
                                .expectChanged());

        Response config = tenant.admin().read("/v1/admin/ai-config");
        assertThat(config.version()).isEqualTo(models.size());
        assertThat(config.data().get("enabled_models").valueStream().map(m -> m.asString()))
                .containsExactlyElementsOf(models.stream().sorted().toList());
    }
}
