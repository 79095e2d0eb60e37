package com.scaiwave.admin.contract.harness;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The OpenAPI document of the sources: which requests are possible, and how they must be answered.
 */
public final class OpenApi {

    /** One method of one path. */
    public record Operation(String method, String path, JsonNode node, Pattern pattern) {

        public String id() {
            return node.get("operationId").asString();
        }

        /** {@code admin}, {@code partner-admin}, {@code service} or {@code public}. */
        public String access() {
            return node.get("x-access").asString();
        }

        /** {@code one}, {@code fleet} or {@code none}. */
        public String tenant() {
            return node.get("x-tenant").asString();
        }

        public boolean writes() {
            return !method.equals("GET");
        }

        public Set<String> errorCodes() {
            return node.get("x-error-codes")
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** The names of its parameters in {@code path}, {@code query} or {@code header}. */
        public List<String> parameters(String in) {
            return node.path("parameters")
                    .valueStream()
                    .map(OpenApi::resolve)
                    .filter(parameter -> parameter.get("in").asString().equals(in))
                    .map(parameter -> parameter.get("name").asString())
                    .toList();
        }

        /** Whether a body of this type is defined. */
        public boolean takes(String mediaType) {
            return node.path("requestBody").path("content").has(mediaType);
        }

        /** The first example of the body of this type. */
        public JsonNode exampleBody(String mediaType) {
            return node.get("requestBody")
                    .get("content")
                    .get(mediaType)
                    .get("examples")
                    .valueStream()
                    .findFirst()
                    .orElseThrow()
                    .get("value");
        }

        /** Every JSON example of its request and its responses. */
        public List<Example> examples() {
            return Stream.concat(
                            OpenApi.examples("request", node.path("requestBody")),
                            node.get("responses")
                                    .propertyStream()
                                    .flatMap(response ->
                                            OpenApi.examples(
                                                    response.getKey(),
                                                    resolve(response.getValue()))))
                    .toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** An example of a body, with its schema. */
    public record Example(String where, JsonNode schema, JsonNode value) {

        public List<String> violations() {
            return OpenApi.violations(schema, value);
        }

        @Override
        public String toString() {
            return where;
        }
    }

    private static final String IRI = "https://contract.test/openapi";
    private static final JsonNode DOCUMENT = Json.yaml(file());
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemas(Map.of(IRI, Json.write(DOCUMENT)))
                                    .schemaRegistryConfig(
                                            SchemaRegistryConfig.builder()
                                                    .formatAssertionsEnabled(true)
                                                    .build()));

    /** By the node itself: the nodes of the document stay, and to compare them takes long. */
    private static final Map<JsonNode, Schema> SCHEMAS =
            Collections.synchronizedMap(new IdentityHashMap<>());

    private static final List<Operation> OPERATIONS = readOperations();

    private OpenApi() {}

    public static JsonNode document() {
        return DOCUMENT;
    }

    public static Stream<Operation> operations() {
        return OPERATIONS.stream();
    }

    public static Operation operation(String id) {
        return operations().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
    }

    private static Stream<Example> examples(String where, JsonNode holder) {
        return holder.path("content")
                .propertyStream()
                .filter(content -> content.getKey().endsWith("json"))
                .flatMap(content ->
                        content.getValue()
                                .path("examples")
                                .propertyStream()
                                .map(example ->
                                        new Example(
                                                where + " " + example.getKey(),
                                                content.getValue().get("schema"),
                                                example.getValue().get("value"))));
    }

    /** The operation of a path; a path without parameters takes precedence. */
    public static Optional<Operation> find(String method, String rawPath) {
        String asked = method.equals("HEAD") ? "GET" : method;
        return operations()
                .filter(o -> o.method().equals(asked))
                .filter(o -> o.pattern().matcher(rawPath).matches())
                .min(Comparator.comparing(o -> o.path().contains("{")));
    }

    /** The response that is declared for a status, or empty. */
    static Optional<JsonNode> response(Optional<Operation> operation, int status) {
        JsonNode responses =
                operation
                        .map(o -> o.node().get("responses"))
                        .orElseGet(() -> DOCUMENT.get("x-unrouted-responses"));
        return Optional.ofNullable(responses.get(String.valueOf(status))).map(OpenApi::resolve);
    }

    /** The codes that are allowed with this status, for an operation or for none. */
    static Set<String> codes(Optional<Operation> operation, JsonNode response, int status) {
        JsonNode statuses = DOCUMENT.at("/components/schemas/ErrorCode/x-status");
        return operation
                .map(o -> o.errorCodes().stream())
                .orElseGet(() ->
                        response.at("/content/application~1json/examples").propertyNames().stream())
                .filter(code -> statuses.path(code).asInt() == status)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The violations of a schema by a value, one by one.
     *
     * @param schema a node of the document, or one that the caller keeps
     */
    static List<String> violations(JsonNode schema, JsonNode value) {
        return SCHEMAS.computeIfAbsent(schema, OpenApi::compile).validate(value).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static Schema compile(JsonNode schema) {
        JsonNode node = Json.parse(Json.write(schema).replace("\"#/", "\"" + IRI + "#/"));
        JsonNode ref = node.path("$ref");
        return node.size() == 1 && ref.isString()
                ? REGISTRY.getSchema(SchemaLocation.of(ref.asString()))
                : REGISTRY.getSchema(node);
    }

    public static JsonNode resolve(JsonNode node) {
        JsonNode ref = node.path("$ref");
        return ref.isString() ? DOCUMENT.at(ref.asString().substring(1)) : node;
    }

    private static List<Operation> readOperations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.get("paths")
                .propertyStream()
                .forEach(path ->
                        path.getValue()
                                .propertyStream()
                                .map(method ->
                                        operation(
                                                method.getKey(), path.getKey(), method.getValue()))
                                .forEach(operations::add));
        return List.copyOf(operations);
    }

    private static Operation operation(String method, String path, JsonNode node) {
        boolean deep =
                node.path("parameters")
                        .valueStream()
                        .map(OpenApi::resolve)
                        .anyMatch(parameter -> parameter.path("x-multi-segment").asBoolean());
        String pattern = path.replaceAll("\\{[^}]+}", deep ? ".+" : "[^/]+");
        return new Operation(method.toUpperCase(Locale.ROOT), path, node, Pattern.compile(pattern));
    }

    private static Path file() {
        String name = "shared-web/src/main/resources/openapi.yaml";
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            if (Files.isRegularFile(dir.resolve(name))) {
                return dir.resolve(name);
            }
        }
        throw new IllegalStateException(
                "There is no " + name + " above " + Path.of("").toAbsolutePath());
    }
}
