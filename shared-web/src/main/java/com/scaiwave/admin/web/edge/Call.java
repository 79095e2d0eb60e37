package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.answer.AnswerMemory;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A request that has passed every check of the edge. Every controller method takes it as an
 * argument.
 *
 * @param pathVariables decoded
 * @param query the declared parameters that were given, each checked against its schema
 * @param body checked against its schema; null if the operation has none
 * @param idempotencyKey as sent; null if there is none
 * @param ip the client's address
 * @param memory the lease on memory for the answer, until that is written
 */
public record Call(
        Operation operation,
        Caller caller,
        TenantSet tenants,
        String requestId,
        Instant arrivedAt,
        Instant tokenExpiresAt,
        String method,
        String path,
        Map<String, String> pathVariables,
        Map<String, List<String>> query,
        @Nullable JsonNode body,
        EntityTags ifMatch,
        EntityTags ifNoneMatch,
        @Nullable String idempotencyKey,
        @Nullable String lastEventId,
        String accepted,
        String ip,
        @Nullable String userAgent,
        AnswerMemory memory) {

    /** The attribute of a request with its call. */
    static final String ATTRIBUTE = "scaiwave.call";

    /** The tenant that the request acts on; only for operations that act on one. */
    public Tenant tenant() {
        if (tenants instanceof TenantSet.One(Tenant tenant)) {
            return tenant;
        }
        throw new IllegalStateException(operation.id() + " acts on no one tenant");
    }

    /** The owner whose share of a limit the request uses. */
    public String owner() {
        return owner(caller, tenants);
    }

    /**
     * The tenant of a caller that has one, else the caller, which has one share for all its
     * tenants.
     */
    static String owner(Caller caller, TenantSet tenants) {
        return caller.tenant() != null && tenants instanceof TenantSet.One(Tenant tenant)
                ? tenant.id().value()
                : "caller:" + caller.subject();
    }

    /** The value of a parameter, or null; the first one if it may repeat. */
    public @Nullable String parameter(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.getFirst();
    }

    /** All values of a parameter that may repeat. */
    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    public String pathVariable(String name) {
        String value = pathVariables.get(name);
        if (value == null) {
            throw new IllegalStateException("the path has no " + name);
        }
        return value;
    }

    /**
     * The body as a record of the feature.
     *
     * @throws Refusal 400 if the schema accepts a value that does not fit the record
     */
    public <T> T body(Class<T> type) {
        if (body == null) {
            throw new IllegalStateException(operation.id() + " has no body");
        }
        try {
            return ApiJson.mapper().treeToValue(body, type);
        } catch (JacksonException e) {
            String field =
                    e.getPath().stream()
                            .map(r ->
                                    "/"
                                            + (r.getPropertyName() == null
                                                    ? r.getIndex()
                                                    : r.getPropertyName()))
                            .collect(Collectors.joining());
            throw Refusal.invalid(field, "is out of range");
        }
    }

    /** The body as JSON, which a record can't replace: it shows whether a field was sent at all. */
    public JsonNode json() {
        if (body == null) {
            throw new IllegalStateException(operation.id() + " has no body");
        }
        return body;
    }

    /** The metadata of the events of a write to a tenant. */
    public EventMetadata metadata(Tenant tenant) {
        PartnerId acting = caller.actsForPartner() ? caller.partner() : null;
        Subject actor = Subject.actor(tenant.id(), caller.subject());
        return metadata(actor, tenant.id(), tenant.partners(), acting);
    }

    /** The metadata of the events of a write to a partner. */
    public EventMetadata metadata(List<PartnerId> lineage) {
        return metadata(Subject.actor(lineage.getLast(), caller.subject()), null, lineage, null);
    }

    private EventMetadata metadata(
            Subject actor,
            @Nullable TenantId tenant,
            List<PartnerId> partners,
            @Nullable PartnerId acting) {
        return new EventMetadata(
                caller.subject(),
                caller.type(),
                requestId,
                personal(actor, ip),
                personal(actor, userAgent),
                tenant,
                partners,
                acting,
                arrivedAt);
    }

    /** Addresses and user agents are personal values of the caller. */
    private static @Nullable Personal personal(Subject actor, @Nullable String value) {
        return value == null ? null : Personal.of(actor, value);
    }

    /** Hands the call to controller methods. */
    static final class Argument implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Call.class;
        }

        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        }
    }
}
