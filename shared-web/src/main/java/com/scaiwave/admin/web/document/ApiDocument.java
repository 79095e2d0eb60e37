package com.scaiwave.admin.web.document;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.scaiwave.admin.web.document.Operation.Access;
import com.scaiwave.admin.web.document.Operation.QueryParameter;
import com.scaiwave.admin.web.document.Operation.TenantMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The API document, {@code openapi.yaml}: the only definition of paths, methods, parameters and
 * bodies. A request that it does not describe is refused before a feature sees it.
 */
public final class ApiDocument {
    private static final String RESOURCE = "/openapi.yaml";
    private static final String IRI = "urn:scaiwave:admin:openapi";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final int DEFAULT_MAX_BYTES = 256 * 1024;

    private final JsonNode document;
    private final byte[] json;
    private final SchemaRegistry schemas;
    private final List<Operation> operations;

    private ApiDocument(JsonNode document) {
        this.document = document;
        this.json = JsonMapper.shared().writeValueAsBytes(document);
        this.schemas =
                SchemaRegistry.withDefaultDialect(
                        Dialect.builder(Dialects.getDraft202012())
                                .format(new Rfc3339Format())
                                .build(),
                        registry ->
                                registry.schemas(
                                                Map.of(
                                                        IRI,
                                                        JsonMapper.shared()
                                                                .writeValueAsString(document)))
                                        .schemaRegistryConfig(
                                                SchemaRegistryConfig.builder()
                                                        .pathType(PathType.JSON_POINTER)
                                                        .formatAssertionsEnabled(true)
                                                        .build()));
        this.operations = readOperations();
    }

    /** Reads the document that is packaged with this class. */
    public static ApiDocument load() {
        try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not packaged");
            }
            return new ApiDocument(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document as JSON, as clients get it. */
    public byte[] json() {
        return json.clone();
    }

    public List<Operation> operations() {
        return operations;
    }

    /** One of the document's named schemas. */
    public Schema schema(String name) {
        return schemaAt("/components/schemas/" + name);
    }

    private Schema schemaAt(String pointer) {
        return schemas.getSchema(SchemaLocation.of(IRI + "#" + pointer));
    }

    private List<Operation> readOperations() {
        List<Operation> found = new ArrayList<>();
        document.get("paths")
                .forEachEntry((path, item) ->
                        item.forEachEntry((method, operation) -> {
                            if (METHODS.contains(method)) {
                                found.add(operation(path, method, operation));
                            }
                        }));
        return List.copyOf(found);
    }

    private Operation operation(String path, String method, JsonNode operation) {
        String at = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
        return new Operation(
                operation.get("operationId").stringValue(),
                method.toUpperCase(Locale.ROOT),
                Arrays.asList(path.substring(1).split("/", -1)),
                constant(Access.class, operation.get("x-access")),
                constant(TenantMode.class, operation.get("x-tenant")),
                query(at, operation),
                bodies(at, operation),
                operation.path("requestBody").path("x-max-bytes").asInt(DEFAULT_MAX_BYTES),
                produces(operation));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode value) {
        return Enum.valueOf(type, value.stringValue().replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private Map<String, QueryParameter> query(String at, JsonNode operation) {
        Map<String, QueryParameter> parameters = new LinkedHashMap<>();
        JsonNode declared = operation.path("parameters");
        for (int i = 0; i < declared.size(); i++) {
            String pointer = at + "/parameters/" + i;
            JsonNode parameter = declared.get(i);
            if (parameter.has("$ref")) {
                pointer = parameter.get("$ref").stringValue().substring(1);
                parameter = document.at(pointer);
            }
            if (parameter.get("in").stringValue().equals("query")) {
                JsonNode declaredSchema = parameter.get("schema");
                boolean repeats = type(declaredSchema).equals("array");
                int times = repeats ? declaredSchema.get("maxItems").intValue() : 1;
                String schema = pointer + "/schema" + (repeats ? "/items" : "");
                String name = parameter.get("name").stringValue();
                parameters.put(
                        name,
                        new QueryParameter(
                                name, times, type(document.at(schema)), schemaAt(schema)));
            }
        }
        return Map.copyOf(parameters);
    }

    private String type(JsonNode schema) {
        JsonNode resolved =
                schema.has("$ref")
                        ? document.at(schema.get("$ref").stringValue().substring(1))
                        : schema;
        return resolved.path("type").asString("string");
    }

    /**
     * The schema that the edge checks a body against, by media type. It is {@code x-checked-as}
     * where an operation checks the parts of a body one by one, else {@code schema}.
     */
    private Map<String, Schema> bodies(String at, JsonNode operation) {
        Map<String, Schema> bodies = new LinkedHashMap<>();
        operation
                .path("requestBody")
                .path("content")
                .forEachEntry((mediaType, content) ->
                        bodies.put(
                                mediaType,
                                schemaAt(
                                        at
                                                + "/requestBody/content/"
                                                + mediaType.replace("/", "~1")
                                                + (content.has("x-checked-as")
                                                        ? "/x-checked-as"
                                                        : "/schema"))));
        return Map.copyOf(bodies);
    }

    private static List<String> produces(JsonNode operation) {
        List<String> types = new ArrayList<>();
        operation
                .get("responses")
                .forEachEntry((status, response) -> {
                    if (status.startsWith("2")) {
                        response.path("content").forEachEntry((type, _) -> types.add(type));
                    }
                });
        return types.stream().distinct().toList();
    }
}
