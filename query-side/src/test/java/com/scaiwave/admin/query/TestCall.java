package com.scaiwave.admin.query;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.web.answer.AnswerMemory;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.edge.EntityTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A read as the edge passes it on, whose parts a test may replace.
 *
 * @param operation the operation's id
 */
@NullMarked
public record TestCall(
        String operation,
        TenantSet tenants,
        String method,
        Map<String, List<String>> query,
        String accepted,
        @Nullable String lastEventId,
        Instant tokenExpiresAt) {
    private static final EntityTags NONE = new EntityTags(false, false, List.of(), List.of());

    /** A GET for JSON without parameters, with a token that doesn't expire. */
    public static TestCall of(String operation, TenantSet tenants) {
        return new TestCall(
                operation, tenants, "GET", Map.of(), "application/json", null, Instant.MAX);
    }

    /** With one more value of a parameter; a null value changes nothing. */
    public TestCall with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, List<String>> all = new TreeMap<>(query);
        List<String> values = new ArrayList<>(all.getOrDefault(name, List.of()));
        values.add(value.toString());
        all.put(name, values);
        return new TestCall(operation, tenants, method, all, accepted, lastEventId, tokenExpiresAt);
    }

    public TestCall method(String other) {
        return new TestCall(
                operation, tenants, other, query, accepted, lastEventId, tokenExpiresAt);
    }

    /** Of an event stream; goes on after an id, if there is one. */
    public TestCall stream(@Nullable String last) {
        return new TestCall(
                operation, tenants, method, query, "text/event-stream", last, tokenExpiresAt);
    }

    public TestCall until(Instant end) {
        return new TestCall(operation, tenants, method, query, accepted, lastEventId, end);
    }

    public Call call() {
        return new Call(
                new Operation(
                        operation,
                        method,
                        List.of("v1", operation),
                        Operation.Access.ADMIN,
                        Operation.TenantMode.ONE,
                        Map.of(),
                        Map.of(),
                        1_024,
                        List.of("application/json")),
                new Caller("ann", ActorType.USER, Set.of(Caller.Kind.ADMIN), null, null),
                tenants,
                "req-1",
                Instant.EPOCH,
                tokenExpiresAt,
                method,
                "/v1/" + operation,
                Map.of(),
                query,
                null,
                NONE,
                NONE,
                null,
                lastEventId,
                accepted,
                "192.0.2.1",
                null,
                AnswerMemory.alone());
    }
}
