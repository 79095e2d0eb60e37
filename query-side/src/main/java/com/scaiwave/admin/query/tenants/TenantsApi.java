package com.scaiwave.admin.query.tenants;

import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.Listing;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Shown;
import com.scaiwave.admin.query.shared.DirectoryReads;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.views.TenantView;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.Tenant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record TenantsApi(DirectoryReads directory, Cursors cursors, AccessPolicy reach) {

    @GetMapping("/v1/admin/tenants")
    ResponseEntity<byte[]> list(Call call) {
        String after = cursors.place(call);
        int limit = Page.limit(call);
        return Listing.answer(
                call,
                () -> directory.page(call, TenantView.FOLD, after, limit),
                view -> Tenant.of(view.created()),
                page ->
                        Meta.page(
                                page.next(call, cursors, v -> v.created().tenant().value()), null));
    }

    @GetMapping("/v1/admin/tenants/{tenant_id}")
    ResponseEntity<byte[]> get(Call call) {
        TenantId id = reach.tenant(call.caller(), call.pathVariable("tenant_id")).id();
        TenantView view =
                directory
                        .find(call, TenantView.FOLD, Key.ofDirectory(id))
                        .orElseThrow(AccessPolicy::tenantNotFound);
        TenantCreated created = view.created();
        return new Shown(Tenant.of(created), created.version(), view.position()).answer(call, null);
    }
}
