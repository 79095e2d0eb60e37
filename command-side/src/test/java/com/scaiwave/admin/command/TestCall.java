package com.scaiwave.admin.command;

import com.scaiwave.admin.web.answer.AnswerMemory;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.document.Operation.Access;
import com.scaiwave.admin.web.document.Operation.TenantMode;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.edge.EntityTags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A write of a thing, as the edge passes it on.
 *
 * @param operation the operation's id
 * @param id the thing's id
 * @param key its idempotency key
 * @param body JSON
 */
@NullMarked
public record TestCall(
        Caller caller,
        TenantSet tenants,
        String operation,
        String id,
        @Nullable String key,
        @Nullable String body) {
    private static final EntityTags NONE = new EntityTags(false, false, List.of(), List.of());

    public Call call() {
        return new Call(
                new Operation(
                        operation,
                        "PUT",
                        List.of("v1", "things", "{id}"),
                        Access.ADMIN,
                        TenantMode.ONE,
                        Map.of(),
                        Map.of(),
                        1_024,
                        List.of("application/json")),
                caller,
                tenants,
                "req-1",
                CommandNode.NOW,
                CommandNode.NOW,
                "PUT",
                "/v1/things/" + id,
                Map.of("id", id),
                Map.of(),
                body == null ? null : ApiJson.mapper().readTree(body),
                NONE,
                NONE,
                key,
                null,
                "application/json",
                "192.0.2.1",
                null,
                AnswerMemory.alone());
    }
}
