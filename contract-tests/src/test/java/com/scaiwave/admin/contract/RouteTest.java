package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.OpenApi;
import com.scaiwave.admin.contract.harness.OpenApi.Operation;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: paths, methods, query parameters, and requests that are barely HTTP. */
@Tag("split")
class RouteTest {

    private static Tenant tenant;

    @BeforeAll
    static void a_tenant() {
        tenant = Fleet.tenant();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/admin",
                "/v1/admin/",
                "/v1/admin/nothing",
                "/v1/nothing",
                "/v2/admin/prompt-studio",
                "/admin/prompt-studio",
                "/V1/admin/prompt-studio",
                "/v1/admin/Prompt-Studio",
                "/v1/admin/prompt-studio/",
                "/v1/admin/prompt-studio/more",
                "/v1/admin/prompt-studio.json",
                "/v1/admin/prompt_studio",
                "/v1/admin/models",
                "/v1/admin/models/catalog/more",
                "/v1/admin/participants/a/b",
                "/v1/platform",
                "/v1/openapi.yaml"
            })
    void a_wrong_path_is_not_found(String path) {
        tenant.admin().get(path).send().expectError(404, "SW_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/admin//prompt-studio",
                "//v1/admin/prompt-studio",
                "/v1/admin/prompt-studio;x=1",
                "/v1/admin;x=1/prompt-studio",
                "/v1/admin/./prompt-studio",
                "/v1/admin/models/../prompt-studio",
                "/v1/admin/%2e%2e/admin/prompt-studio",
                "/v1/admin%2Fprompt-studio",
                "/v1/admin\\prompt-studio",
                "/v1/admin/prompt-studio%00",
                "/v1/admin/prompt-studio%20",
                "/v1/admin/prompt%ffstudio",
                "/v1/admin/%zz",
                "/v1/admin/prompt-studio%"
            })
    void a_path_in_disguise_is_no_path_of_ours(String path) {
        tenant.admin().get(path).sendRaw().assertStatus().isIn(400, 404);
    }

    static Stream<Arguments> wrongMethods() {
        return OpenApi.operations()
                .map(Operation::path)
                .distinct()
                .flatMap(path ->
                        Stream.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "PROPFIND")
                                .filter(method -> !methods(path).contains(method))
                                .filter(method -> !alsoAnId(path, method))
                                .map(method -> Arguments.of(method, path)));
    }

    /** GET /participants/model can mean a participant's id as well as the wrong method. */
    private static boolean alsoAnId(String path, String method) {
        return path.endsWith("/participants/model") && List.of("GET", "HEAD").contains(method);
    }

    private static Set<String> methods(String path) {
        Set<String> methods =
                OpenApi.operations()
                        .filter(o -> o.path().equals(path))
                        .map(Operation::method)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    @ParameterizedTest
    @MethodSource("wrongMethods")
    void a_wrong_method_is_told_the_right_ones(String method, String path) {
        Operation operation =
                OpenApi.operations().filter(o -> o.path().equals(path)).findFirst().orElseThrow();
        String target = Scene.shared().path(operation, Scene.Target.MIDDLE);

        Response response =
                Fleet.operator().on(Scene.shared().tenant().id()).request(method, target).send();

        response.expect(405);
        Set<String> allowed =
                Arrays.stream(String.valueOf(response.header("Allow")).split(", *"))
                        .filter(m -> !m.equals("OPTIONS"))
                        .collect(Collectors.toCollection(TreeSet::new));
        if (path.endsWith("/participants/model")) {
            assertThat(allowed).contains("POST");
        } else {
            assertThat(allowed).isEqualTo(methods(path));
        }
    }

    @Test
    void trace_is_never_answered() {
        Response response = tenant.admin().request("TRACE", STUDIO).sendRaw();

        response.expectError(405, "SW_METHOD_NOT_ALLOWED");
        assertThat(response.text()).doesNotContain("Bearer");
    }

    static Stream<Operation> reads() {
        return OpenApi.operations().filter(o -> !o.writes());
    }

    @ParameterizedTest
    @MethodSource("reads")
    void head_is_get_without_the_body(Operation operation) {
        Scene scene = Scene.shared();
        String path = scene.path(operation, Scene.Target.MIDDLE);

        Response get = scene.allowed(operation).get(path).send().expect(200);
        Response head = scene.allowed(operation).head(path).send().expect(200);

        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        if (head.header("Content-Length") != null) {
            assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(get.bytes().length));
        }
    }

    @Test
    void head_has_the_status_of_get_where_that_is_an_error_too() {
        Api.anonymous().head(STUDIO).send().expect(401);
        tenant.nobody().head(STUDIO).send().expect(403);
        tenant.admin().head("/v1/admin/nothing").send().expect(404);
        tenant.admin().head("/v1/admin/participants/ptc_absent").send().expect(404);
        tenant.admin().head(STUDIO + "?nope=1").send().expect(400);
        tenant.admin().head(STUDIO).header("Accept", "text/html").send().expect(406);
    }

    static Stream<Operation> allButPlatform() {
        return OpenApi.operations().filter(o -> !o.access().equals("service"));
    }

    @ParameterizedTest
    @MethodSource("allButPlatform")
    void an_unknown_query_parameter_is_named(Operation operation) {
        Scene.shared()
                .request(operation)
                .query("no_such_parameter", "1")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "no_such_parameter");
    }

    static Stream<Arguments> singleParameters() {
        return OpenApi.operations()
                .filter(o -> !o.writes())
                .flatMap(o ->
                        o.parameters("query").stream()
                                .filter(name -> !mayRepeat(o, name))
                                .map(name -> Arguments.of(o, name)));
    }

    private static boolean mayRepeat(Operation operation, String name) {
        return operation.id().equals("listAudit")
                && List.of("action", "actor_id", "resource_type", "resource_id").contains(name);
    }

    @ParameterizedTest
    @MethodSource("singleParameters")
    void a_parameter_that_may_not_repeat_is_named_when_it_does(Operation operation, String name) {
        String value = name.equals("limit") ? "1" : name.equals("enabled") ? "true" : "x";
        Request request = Scene.shared().request(operation).query(name, value).query(name, value);

        Response response = request.send();

        response.expectError(400, "SW_VALIDATION_FAILED");
        assertThat(response.fields()).contains(name);
    }

    @Test
    void a_parameter_is_the_same_however_its_name_is_encoded() {
        Response response = tenant.admin().get("/v1/admin/audit?limit=1&%6Cimit=1").send();

        response.expectError(400, "SW_VALIDATION_FAILED", "limit");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/admin/audit?LIMIT=1, LIMIT",
        "/v1/admin/audit?limit=0, limit",
        "/v1/admin/audit?limit=1001, limit",
        "/v1/admin/audit?limit=-1, limit",
        "/v1/admin/audit?limit=, limit",
        "/v1/admin/audit?limit, limit",
        "/v1/admin/audit?limit=1.0, limit",
        "/v1/admin/audit?limit=%2B1, limit",
        "/v1/admin/audit?limit=%D9%A1, limit",
        "/v1/admin/audit?limit=99999999999999999999, limit",
        "/v1/admin/audit?cursor=, cursor",
        "/v1/admin/audit?cursor=x, cursor",
        "/v1/admin/audit?order=up, order",
        "/v1/admin/models/catalog?enabled=yes, enabled",
        "/v1/admin/models/catalog?enabled=TRUE, enabled",
        "/v1/admin/models/catalog?modality=video, modality",
        "/v1/admin/participants?type=robot, type",
        "/v1/admin/prompt-studio?as_of=yesterday, as_of",
        "/v1/admin/prompt-studio?limit=1, limit"
    })
    void a_parameter_that_is_wrong_is_named(String target, String name) {
        tenant.admin().get(target).send().expectError(400, "SW_VALIDATION_FAILED", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%", "q=%zz", "q=%ff", "q=%c0%af", "%=1", "q=%u0041"})
    void a_query_that_cannot_be_decoded_is_refused(String query) {
        tenant.admin().get("/v1/admin/models/catalog?" + query).sendRaw().expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "?q="})
    void an_empty_query_is_none(String query) {
        tenant.admin().get("/v1/admin/models/catalog" + query).sendRaw().expect(200);
    }

    /** A proxy in front of the server may understand such a message differently. */
    @ParameterizedTest
    @CsvSource({
        "Content-Length, 7, Content-Length, 2",
        "Content-Length, -1, X-Nothing, x",
        "Content-Length, 2x, X-Nothing, x",
        "Content-Length, 99999999999999999999, X-Nothing, x",
        "Transfer-Encoding, 'chunked, identity', X-Nothing, x",
        "Transfer-Encoding, chunked, Content-Length, 7",
        "Transfer-Encoding, 'gzip, chunked', X-Nothing, x",
        "Transfer-Encoding, 'identity, chunked', X-Nothing, x",
        "Host, a.example, Host, b.example"
    })
    void a_message_whose_end_or_host_is_in_doubt_is_refused(
            String name, String value, String other, String otherValue) {
        Response response =
                tenant.admin()
                        .put(STUDIO)
                        .header(name, value)
                        .header(other, otherValue)
                        .json("2\r\n{}\r\n0\r\n\r\n")
                        .sendRaw();

        response.assertStatus().isBetween(400, 499);
    }

    /**
     * A client that goes on sending may find the connection closed before it can read the answer.
     */
    @Test
    void headers_without_end_are_refused() {
        Request endless = tenant.admin().get(STUDIO).header("X-Long", "x".repeat(200_000));
        try {
            endless.sendRaw().assertStatus().isBetween(400, 499);
        } catch (UncheckedIOException closed) {
            assertThat(closed.getCause()).isInstanceOf(IOException.class);
        }
        tenant.admin().get(STUDIO).send().expect(200);
    }

    @Test
    void a_header_that_is_too_long_is_refused() {
        tenant.admin()
                .get(STUDIO)
                .header("X-Long", "x".repeat(17_000))
                .sendRaw()
                .assertStatus()
                .isBetween(400, 499);
    }

    @Test
    void what_a_client_says_of_where_it_is_counts_for_nothing() {
        Tenant fresh = Fleet.tenant();
        String forged = "203.0.113.77";
        fresh.admin()
                .put(STUDIO)
                .json("{\"enabled\": true}")
                .header("X-Forwarded-For", forged)
                .header("X-Real-IP", forged)
                .header("Forwarded", "for=" + forged)
                .send()
                .expectChanged();
        fresh.admin().put(STUDIO).json("{\"enabled\": false}").send().expectChanged();

        Response entries = fresh.admin().read("/v1/admin/audit?action=prompt_studio.update");
        List<String> addresses = Given.each(entries.data(), "ip");
        assertThat(addresses).hasSize(2).doesNotContain(forged);
        assertThat(addresses.get(0)).isEqualTo(addresses.get(1));
    }

    @Test
    void what_a_client_says_of_where_the_server_is_counts_for_nothing() {
        Response response =
                Fleet.operator()
                        .post("/v1/admin/partners")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-Prefix", "/evil")
                        .header("X-Forwarded-Proto", "gopher")
                        .json(
                                com.scaiwave.admin.contract.harness.Json.object(
                                        "slug", Fleet.slug(),
                                        "name", "n",
                                        "contact_email", "a@b.example"))
                        .send()
                        .expect(201);

        assertThat(response.location())
                .isEqualTo("/v1/admin/partners/" + response.data().get("id").asString());
    }
}
