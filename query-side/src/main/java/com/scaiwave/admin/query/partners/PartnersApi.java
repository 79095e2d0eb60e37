package com.scaiwave.admin.query.partners;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.History;
import com.scaiwave.admin.query.read.History.Place;
import com.scaiwave.admin.query.read.Listing;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Shown;
import com.scaiwave.admin.query.shared.DirectoryReads;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.views.PartnerView;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.Partner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record PartnersApi(DirectoryReads directory, History history, Cursors cursors, AccessPolicy reach) {
    /** How many partners are folded at once. */
    private static final int FOLDED = 200;

    @GetMapping("/v1/admin/partners")
    ResponseEntity<byte[]> list(Call call) {
        Place place = history.place(call, cursors);
        return Listing.answer(
                call,
                () -> page(call, place),
                PartnersApi::resource,
                page -> place.meta(call, page, cursors, p -> p.id().value()));
    }

    private Page<PartnerView> page(Call call, Place place) {
        int limit = Page.limit(call);
        return place.position() == null
                ? now(call, place.after(), limit)
                : then(call, place.after(), limit, place.position());
    }

    @GetMapping("/v1/admin/partners/{partner_id}")
    ResponseEntity<byte[]> get(Call call) {
        PartnerId id = reach.partner(call.caller(), call.pathVariable("partner_id")).getLast();
        Long position = history.position(call);
        Optional<PartnerView> found =
                position == null
                        ? directory.find(call, PartnerView.FOLD, Key.ofDirectory(id))
                        : history
                                .of(call, PartnerView.FOLD, List.of(StreamId.partner(id)), position)
                                .values()
                                .stream()
                                .findFirst();
        PartnerView view = found.orElseThrow(AccessPolicy::partnerNotFound);
        return new Shown(resource(view), view.version(), view.position()).answer(call, position);
    }

    private static Partner resource(PartnerView view) {
        List<PartnerId> lineage = view.lineage();
        return new Partner(
                view.id(),
                view.slug(),
                view.name(),
                view.contactEmail().value(),
                view.status(),
                lineage.size() == 1 ? null : lineage.get(lineage.size() - 2),
                view.maxTenants(),
                view.maxUsersPerTenant(),
                view.maxApplicationsPerTenant(),
                view.tenantCount(),
                view.createdAt());
    }

    private Page<PartnerView> now(Call call, @Nullable String after, int limit) {
        return directory.page(call, PartnerView.FOLD, after, limit);
    }

    /**
     * Partners never move and are never deleted, so those of the past are among those of today.
     * Only as many of today's partners are folded as the page may need.
     */
    private Page<PartnerView> then(Call call, @Nullable String after, int limit, long position) {
        List<PartnerView> found = new ArrayList<>();
        String behind = after;
        boolean more = true;
        while (more && found.size() <= limit) {
            Page<PartnerView> today = now(call, behind, Math.min(limit + 1, FOLDED));
            if (today.entries().isEmpty()) {
                break;
            }
            found.addAll(
                    history.of(
                                    call,
                                    PartnerView.FOLD,
                                    today.entries().stream()
                                            .map(p -> StreamId.partner(p.id()))
                                            .toList(),
                                    position)
                            .values());
            behind = today.entries().getLast().id().value();
            more = today.more();
        }
        return found.size() > limit
                ? new Page<>(found.subList(0, limit), true)
                : new Page<>(found, false);
    }
}
