package com.scaiwave.admin.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.OpenApi.Operation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The rules for every response: the global rules and the document. */
final class Rules {

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern INTERNALS =
            Pattern.compile(
                    "\\w+Exception|org\\.\\w+\\.|javax?\\.\\w+|jakarta\\.|tools\\.jackson|com\\.\\w+\\."
                            + "|(?i:tomcat|jetty|spring|axon|jackson|hikari|postgres|whitelabel)");

    private static final JsonNode ERROR = Json.object("$ref", "#/components/schemas/Error");
    private static final JsonNode PROBLEM = Json.object("$ref", "#/components/schemas/Problem");

    private Rules() {}

    static void check(Request request, Response response) {
        requestId(request, response);
        headers(response);
        noInternals(response);
        assertThat(response.status()).as("%s", response).isNotIn(500, 501, 502, 504);
        if (request.method().equals("HEAD") || response.status() == 304) {
            assertThat(response.bytes()).as("no body: %s", response).isEmpty();
        }
        if (documented(request)) {
            document(request, response);
        }
        if (response.status() >= 400 && response.bytes().length > 0 && !actuator(request)) {
            error(response);
        }
    }

    /** Checks a response whose body is still arriving, as far as possible. */
    static void checkHead(Request request, Response response) {
        requestId(request, response);
        headers(response);
        Optional<Operation> operation = OpenApi.find(request.method(), request.rawPath());
        Optional<JsonNode> declared = OpenApi.response(operation, response.status());
        assertThat(declared).as("%s declares the status of %s", operation, response).isPresent();
        declared.ifPresent(node -> {
            declaredHeaders(node, response);
            assertThat(node.path("content").propertyNames())
                    .as("media types for %s", response)
                    .contains(mediaType(response));
        });
    }

    private static boolean documented(Request request) {
        return !actuator(request)
                && !request.rawPath().equals("/")
                && !request.rawPath().equals("/dev/token")
                && !request.rawPath().startsWith("/docs");
    }

    private static boolean actuator(Request request) {
        return request.rawPath().startsWith("/actuator");
    }

    private static void requestId(Request request, Response response) {
        List<String> ids = response.headers("X-Request-Id");
        assertThat(ids).as("one X-Request-Id: %s", response).hasSize(1);
        assertThat(ids.getFirst()).as("X-Request-Id of %s", response).matches(REQUEST_ID);
        List<String> sent = request.headers("X-Request-Id");
        if (sent.size() == 1 && REQUEST_ID.matcher(sent.getFirst()).matches()) {
            assertThat(ids).as("X-Request-Id is the caller's: %s", response).isEqualTo(sent);
        } else if (sent.size() == 1) {
            assertThat(sent)
                    .as("X-Request-Id is a new one: %s", response)
                    .doesNotContainAnyElementsOf(ids);
        }
    }

    private static void headers(Response response) {
        assertThat(response.headers("X-Content-Type-Options"))
                .as("X-Content-Type-Options of %s", response)
                .containsExactly("nosniff");
        assertThat(response.headers("Cache-Control"))
                .as("Cache-Control of %s", response)
                .singleElement()
                .isIn(
                        response.headers("ETag").isEmpty() ? "no-store" : "no-cache",
                        // Of tiles only, as the document has it.
                        "private, immutable, max-age=31536000");
        assertThat(response.headerNames())
                .as("headers of %s", response)
                .doesNotContain("server", "x-powered-by", "via", "x-application-context");
    }

    private static void noInternals(Response response) {
        if (response.status() >= 400 && response.bytes().length > 0) {
            assertThat(response.text())
                    .as("no server, framework, class or stack is named")
                    .doesNotContainPattern(INTERNALS);
        }
    }

    private static void document(Request request, Response response) {
        Optional<Operation> operation = OpenApi.find(request.method(), request.rawPath());
        Optional<JsonNode> declared = OpenApi.response(operation, response.status());
        assertThat(declared).as("%s declares the status of %s", operation, response).isPresent();
        declared.ifPresent(node -> {
            declaredHeaders(node, response);
            if (response.bytes().length > 0) {
                declaredBody(node, response);
                declaredCode(operation, node, response);
            } else if (node.has("content")) {
                assertThat(request.method())
                        .as("only HEAD has no body: %s", response)
                        .isEqualTo("HEAD");
            }
        });
    }

    private static void declaredHeaders(JsonNode declared, Response response) {
        declared.path("headers")
                .propertyStream()
                .forEach(entry -> {
                    JsonNode header = OpenApi.resolve(entry.getValue());
                    String value = response.header(entry.getKey());
                    if (header.path("required").asBoolean()) {
                        assertThat(value).as("%s of %s", entry.getKey(), response).isNotNull();
                    }
                    if (value != null) {
                        JsonNode schema = header.get("schema");
                        boolean number = schema.path("type").asString("").equals("integer");
                        assertThat(
                                        OpenApi.violations(
                                                schema,
                                                number ? Json.parse(value) : Json.tree(value)))
                                .as("%s of %s", entry.getKey(), response)
                                .isEmpty();
                    }
                });
    }

    private static void declaredBody(JsonNode declared, Response response) {
        String mediaType = mediaType(response);
        JsonNode content = declared.path("content").get(mediaType);
        assertThat(content).as("%s is declared for %s", mediaType, response).isNotNull();
        if (content != null && mediaType.endsWith("json")) {
            JsonNode json = response.json();
            assertThat(OpenApi.violations(content.get("schema"), json))
                    .as("the schema's word on %s", response)
                    .isEmpty();
            String etag = response.header("ETag");
            if (etag != null && json.path("meta").has("version")) {
                assertThat(etag)
                        .as("ETag of %s", response)
                        .isEqualTo("\"" + response.version() + "\"");
            }
        }
    }

    private static void declaredCode(
            Optional<Operation> operation, JsonNode declared, Response response) {
        if (response.status() >= 400) {
            assertThat(OpenApi.codes(operation, declared, response.status()))
                    .as("%s declares the code of %s", operation, response)
                    .contains(String.valueOf(response.code()));
        }
    }

    private static void error(Response response) {
        boolean problem = mediaType(response).equals("application/problem+json");
        JsonNode json = response.json();
        assertThat(OpenApi.violations(problem ? PROBLEM : ERROR, json))
                .as("the envelope of %s", response)
                .isEmpty();
        JsonNode error = problem ? json : json.get("error");
        assertThat(error.get("request_id").asString())
                .as("request_id of %s", response)
                .isEqualTo(response.requestId());
        assertThat(error.path(problem ? "detail" : "message").asString())
                .as("message of %s", response)
                .isNotBlank();
        if (problem) {
            assertThat(json.get("status").asInt()).as("%s", response).isEqualTo(response.status());
        }
    }

    private static String mediaType(Response response) {
        String type = response.header("Content-Type");
        assertThat(type).as("Content-Type of %s", response).isNotNull();
        String plain = String.valueOf(type);
        assertThat(plain.toLowerCase(java.util.Locale.ROOT).replace(" ", ""))
                .as("charset of %s", response)
                .matches("[^;]+(;charset=utf-8)?");
        return plain.replaceFirst(" *;.*", "");
    }
}
