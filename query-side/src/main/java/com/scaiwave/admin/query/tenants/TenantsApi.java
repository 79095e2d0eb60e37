package com.scaiwave.admin.query.tenants;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.Listing;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.shared.FleetPages;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.caller.Reach;
import com.scaiwave.admin.web.edge.Call;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TenantsApi {
    private final Reads reads;
    private final Cursors cursors;
    private final Reach reach;
    private final TenantProjection projection;

    TenantsApi(Reads reads, Cursors cursors, Reach reach, TenantProjection projection) {
        this.reads = reads;
        this.cursors = cursors;
        this.reach = reach;
        this.projection = projection;
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
                TenantView::resource,
                page -> Meta.page(page.next(call, cursors, t -> t.resource().id().value()), null));
    }

    @GetMapping("/v1/admin/tenants/{tenant_id}")
    ResponseEntity<byte[]> get(Call call) {
        TenantId id = reach.tenant(call.caller(), call.pathVariable("tenant_id")).id();
        TenantView view =
                reads.now(
                                projection,
                                call.scope(),
                                sql -> projection.views().find(sql, Key.ofDirectory(id)))
                        .orElseThrow(Reach::tenantNotFound);
        return Answers.resource(
                call,
                view.resource(),
                Long.toString(view.version()),
                Meta.resource(view.version(), view.position(), null));
    }
}
