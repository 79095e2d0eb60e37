package com.scaiwave.admin.query.partners;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.History;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.shared.FleetPages;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.caller.Reach;
import com.scaiwave.admin.web.edge.Call;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PartnersApi {
    private final Reads reads;
    private final History history;
    private final Cursors cursors;
    private final Reach reach;
    private final PartnerProjection projection;

    PartnersApi(
            Reads reads,
            History history,
            Cursors cursors,
            Reach reach,
            PartnerProjection projection) {
        this.reads = reads;
        this.history = history;
        this.cursors = cursors;
        this.reach = reach;
        this.projection = projection;
    }

    @GetMapping("/v1/admin/partners")
    ResponseEntity<byte[]> list(Call call) {
        String after = cursors.place(call);
        int limit = Page.limit(call);
        Long position = history.position(call);
        List<PartnerView> found =
                position == null
                        ? reads.now(
                                projection,
                                call.scope(),
                                sql ->
                                        FleetPages.list(
                                                sql,
                                                projection.views(),
                                                call.scope(),
                                                after,
                                                limit + 1))
                        : then(call, after, limit + 1, position);
        Page<PartnerView> page = Page.of(found, limit);
        return Answers.list(
                page.entries().stream().map(PartnerView::resource).toList(),
                Meta.page(page.next(call, cursors, p -> p.id().value()), position));
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
                        : Folding.fold(
                                        PartnerView.FOLDING,
                                        history.of(
                                                List.of(StreamId.partner(id)), List.of(), position))
                                .values()
                                .stream()
                                .findFirst();
        PartnerView view = found.orElseThrow(Reach::partnerNotFound);
        return Answers.resource(
                call,
                view.resource(),
                Long.toString(view.version()),
                Meta.resource(view.version(), view.position(), position));
    }

    private List<PartnerView> then(Call call, @Nullable String after, int most, long position) {
        return Folding.fold(
                        PartnerView.FOLDING,
                        history.of(List.of(), List.of(StreamId.allPartners()), position))
                .values()
                .stream()
                .filter(v -> Reach.reaches(call.caller(), v.line()))
                .filter(v -> after == null || v.id().value().compareTo(after) > 0)
                .limit(most)
                .toList();
    }
}
