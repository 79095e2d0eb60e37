package com.scaiwave.admin.query.tenants;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.projection.ViewProjection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.Listing;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.shared.FleetPages;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.views.TenantView;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.Tenant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TenantsApi {
    private final Reads reads;
    private final Cursors cursors;
    private final AccessPolicy reach;
    private final ViewProjection<TenantView> projection;

    TenantsApi(Reads reads, Cursors cursors, AccessPolicy reach, ViewProjections projections) {
        this.reads = reads;
        this.cursors = cursors;
        this.reach = reach;
        this.projection = projections.of(TenantView.FOLD);
    }

    @GetMapping("/v1/admin/tenants")
    ResponseEntity<byte[]> list(Call call) {
        String after = cursors.place(call);
        int limit = Page.limit(call);
        return Listing.answer(
                call,
                () ->
                        reads.now(
                                projection,
                                call.scope(),
                                sql ->
                                        FleetPages.page(
                                                sql,
                                                projection.views(),
                                                call.scope(),
                                                after,
                                                limit)),
                TenantsApi::resource,
                page -> Meta.page(page.next(call, cursors, t -> t.id().value()), null));
    }

    @GetMapping("/v1/admin/tenants/{tenant_id}")
    ResponseEntity<byte[]> get(Call call) {
        TenantId id = reach.tenant(call.caller(), call.pathVariable("tenant_id")).id();
        TenantView view =
                reads.now(
                                projection,
                                call.scope(),
                                sql -> projection.views().find(sql, Key.ofDirectory(id)))
                        .orElseThrow(AccessPolicy::tenantNotFound);
        return Answers.resource(
                call,
                resource(view),
                Long.toString(view.version()),
                Meta.resource(view.version(), view.position(), null));
    }

    private static Tenant resource(TenantView view) {
        return new Tenant(
                view.id(),
                view.slug(),
                view.name(),
                view.line().getLast(),
                view.scaikeyTenantId(),
                view.maxParticipants(),
                view.maxRooms(),
                view.maxStorageBytes(),
                view.aiTokensMonthly(),
                view.features(),
                view.createdAt());
    }
}
