package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.Ids;
import com.scaiwave.admin.command.deciding.ReadOnlyFields;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.Caller.Kind;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.resource.Partner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record PartnersApi(Commands commands, AccessPolicy reach) {
    private static final int DEEPEST = 16;

    @PostMapping("/v1/admin/partners")
    ResponseEntity<byte[]> create(Call call) {
        Body body = call.body(Body.class);
        List<PartnerId> ancestors = ancestors(call, body);
        if (ancestors.size() >= DEEPEST) {
            throw Refusal.invalid("/parent_partner_id", "is nested as deep as partners may be");
        }
        PartnerId id = new PartnerId(Ids.next("prt_", call.arrivedAt()));
        List<PartnerId> lineage = new ArrayList<>(ancestors);
        lineage.add(id);
        return commands.send(
                call,
                call.metadata(lineage),
                new CreatePartner(
                        id,
                        new Slug(Objects.requireNonNull(body.slug())),
                        ancestors,
                        body.settings(id),
                        call.arrivedAt(),
                        ExpectedTags.of(call)),
                PartnersApi::resource,
                (PartnerAccount.State p) -> "/v1/admin/partners/" + p.created().partner());
    }

    @PutMapping("/v1/admin/partners/{partner_id}")
    ResponseEntity<byte[]> update(Call call) {
        Caller caller = call.caller();
        List<PartnerId> lineage = reach.partner(caller, call.pathVariable("partner_id"));
        PartnerId id = lineage.getLast();
        Body body = call.body(Body.class);
        boolean fromAbove = caller.is(Kind.OPERATOR) || !id.equals(caller.partner());
        return commands.send(
                call,
                call.metadata(lineage),
                new UpdatePartner(
                        id,
                        body.settings(id),
                        fromAbove,
                        ReadOnlyFields.of(
                                call.json(), "id", "slug", "parent_partner_id", "created_at"),
                        ExpectedTags.of(call)),
                PartnersApi::resource);
    }

    static Partner resource(PartnerAccount.State partner) {
        PartnerCreated first = partner.created();
        PartnerSettings now = partner.current();
        return new Partner(
                first.partner(),
                first.slug(),
                now.name(),
                now.contactEmail().value(),
                now.status(),
                partner.parent(),
                now.maxTenants(),
                now.maxUsersPerTenant(),
                now.maxApplicationsPerTenant(),
                partner.tenantCount(),
                first.createdAt());
    }

    /** The partners above a new one: the caller's own, or one that it may see and named. */
    private List<PartnerId> ancestors(Call call, Body body) {
        Caller caller = call.caller();
        if (body.parentPartnerId() != null) {
            return reach.partner(caller, body.parentPartnerId());
        }
        if (caller.is(Kind.OPERATOR)) {
            return List.of();
        }
        if (call.json().has("parent_partner_id")) {
            throw Refusal.invalid("/parent_partner_id", "can be null only for operators");
        }
        return reach.partner(caller, Objects.requireNonNull(caller.partner()).value());
    }

    private record Body(
            @Nullable String slug,
            String name,
            String contactEmail,
            @Nullable PartnerStatus status,
            @Nullable String parentPartnerId,
            @Nullable Long maxTenants,
            @Nullable Long maxUsersPerTenant,
            @Nullable Long maxApplicationsPerTenant) {
        PartnerSettings settings(PartnerId partner) {
            return new PartnerSettings(
                    name,
                    Personal.of(Subject.of(partner), contactEmail),
                    Objects.requireNonNullElse(status, PartnerStatus.ACTIVE),
                    maxTenants,
                    maxUsersPerTenant,
                    maxApplicationsPerTenant);
        }
    }
}
