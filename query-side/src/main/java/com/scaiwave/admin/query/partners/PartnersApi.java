package com.scaiwave.admin.query.partners;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.query.projection.ViewProjection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.History;
import com.scaiwave.admin.query.read.History.Place;
import com.scaiwave.admin.query.read.Listing;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.shared.FleetPages;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.views.PartnerView;
import com.scaiwave.admin.web.answer.Answers;
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
class PartnersApi {
    /** How many partners are folded at once. */
    private static final int FOLDED = 200;

    private final Reads reads;
    private final History history;
    private final Cursors cursors;
    private final AccessPolicy reach;
    private final ViewProjection<PartnerView> projection;

    PartnersApi(
            Reads reads,
            History history,
            Cursors cursors,
            AccessPolicy reach,
            ViewProjections projections) {
        this.reads = reads;
        this.history = history;
        this.cursors = cursors;
        this.reach = reach;
        this.projection = projections.of(PartnerView.FOLD);
    }

    @GetMapping("/v1/admin/partners")
    ResponseEntity<byte[]> list(Call call) {
        Place place = history.place(call, cursors);
        int limit = Page.limit(call);
        Long position = place.position();
        return Listing.answer(
                call,
                () ->
                        position == null
                                ? now(call, place.after(), limit)
                                : then(call, place.after(), limit, position),
                PartnersApi::resource,
                page ->
                        Meta.page(
                                page.next(call, cursors, p -> place.behind(p.id().value())),
                                position));
    }

    @GetMapping("/v1/admin/partners/{partner_id}")
    ResponseEntity<byte[]> get(Call call) {
        PartnerId id = reach.partner(call.caller(), call.pathVariable("partner_id")).getLast();
        Long position = history.position(call);
        Optional<PartnerView> found =
                position == null
                        ? reads.now(
                                projection,
                                call.scope(),
                                sql -> projection.views().find(sql, Key.ofDirectory(id)))
                        : history
                                .of(call, PartnerView.FOLD, List.of(StreamId.partner(id)), position)
                                .values()
                                .stream()
                                .findFirst();
        PartnerView view = found.orElseThrow(AccessPolicy::partnerNotFound);
        return Answers.resource(
                call,
                resource(view),
                Long.toString(view.version()),
                Meta.resource(view.version(), view.position(), position));
    }

    private static Partner resource(PartnerView view) {
        List<PartnerId> line = view.line();
        return new Partner(
                view.id(),
                view.slug(),
                view.name(),
                view.contactEmail().value(),
                view.status(),
                line.size() == 1 ? null : line.get(line.size() - 2),
                view.maxTenants(),
                view.maxUsersPerTenant(),
                view.maxApplicationsPerTenant(),
                view.tenantCount(),
                view.createdAt());
    }

    private Page<PartnerView> now(Call call, @Nullable String after, int limit) {
        return reads.now(
                projection,
                call.scope(),
                sql -> FleetPages.page(sql, projection.views(), call.scope(), after, limit));
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
