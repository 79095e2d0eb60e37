package com.scaiwave.admin.command.tenants;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.Ids;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.resource.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record TenantsApi(Commands commands, AccessPolicy reach) {
    private static final int MOST_FEATURES = 16 * 1024;

    @PostMapping("/v1/admin/tenants")
    ResponseEntity<byte[]> create(Call call) {
        Body body = call.body(Body.class);
        if (call.json().path("features").toString().getBytes(UTF_8).length > MOST_FEATURES) {
            throw Refusal.invalid("/features", "is larger than 16 KiB");
        }
        List<PartnerId> lineage = partners(call.caller(), body.partnerId());
        TenantId id = new TenantId(Ids.next("tnt_", call.arrivedAt()));
        TenantCreated tenant =
                new TenantCreated(
                        id,
                        new Slug(body.slug()),
                        body.name(),
                        lineage,
                        body.scaikeyTenantId(),
                        body.maxParticipants(),
                        body.maxRooms(),
                        body.maxStorageBytes(),
                        body.aiTokensMonthly(),
                        Objects.requireNonNullElse(body.features(), Map.of()),
                        call.arrivedAt(),
                        1);
        return commands.send(
                call,
                call.metadata(new Directory.Tenant(id, lineage)),
                new CreateTenant(tenant, ExpectedTags.of(call)),
                Tenant::of,
                (TenantCreated t) -> "/v1/admin/tenants/" + t.tenant());
    }

    private List<PartnerId> partners(Caller caller, @Nullable String named) {
        if (named != null) {
            return reach.partner(caller, named);
        }
        PartnerId own = caller.partner();
        if (own == null || caller.is(Caller.Kind.OPERATOR)) {
            throw Refusal.invalid("/partner_id", "is required for an operator");
        }
        return reach.partner(caller, own.value());
    }

    private record Body(
            String slug,
            String name,
            @Nullable String partnerId,
            @Nullable String scaikeyTenantId,
            @Nullable Long maxParticipants,
            @Nullable Long maxRooms,
            @Nullable Long maxStorageBytes,
            @Nullable Long aiTokensMonthly,
            @Nullable Map<String, Object> features) {}
}
