package com.scaiwave.admin.query.participants;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.participants.ParticipantsProjection.Filter;
import com.scaiwave.admin.query.participants.ParticipantsProjection.Shown;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.History;
import com.scaiwave.admin.query.read.History.Place;
import com.scaiwave.admin.query.read.Listing;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.query.read.Page.Sized;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.shared.ShownParticipant;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.views.ParticipantView;
import com.scaiwave.admin.views.SwitchView;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.registry.RegistryProperties;
import com.scaiwave.admin.web.resource.Participant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record ParticipantsApi(
        Reads reads,
        History history,
        Cursors cursors,
        ParticipantsProjection projection,
        RegistryProperties registry) {

    @GetMapping("/v1/admin/participants")
    ResponseEntity<byte[]> list(Call call) {
        String enabled = call.parameter("enabled");
        Filter filter =
                new Filter(
                        call.parameter("type"),
                        enabled == null ? null : Boolean.valueOf(enabled),
                        ParticipantView.search(call.parameter("q")));
        String tenant = call.tenant().id().value();
        Place place = history.place(call, cursors);
        String after = place.after();
        int limit = Page.limit(call);
        Long position = place.position();
        return Listing.answer(
                call,
                () ->
                        position == null
                                ? reads.now(
                                        projection,
                                        call.tenants(),
                                        sql -> projection.page(sql, tenant, filter, after, limit))
                                : then(call, filter, after, limit, position),
                this::resource,
                page -> place.meta(call, page, cursors, s -> s.view().id().value()));
    }

    @GetMapping("/v1/admin/participants/{participant_id}")
    ResponseEntity<byte[]> get(Call call) {
        String tenant = call.tenant().id().value();
        String id = call.pathVariable("participant_id");
        Shown shown =
                reads.now(projection, call.tenants(), sql -> projection.find(sql, tenant, id))
                        .orElseThrow(() ->
                                new Refusal(
                                        ErrorCode.SW_PARTICIPANT_NOT_FOUND,
                                        "There is no such participant."));
        long version = shown.view().shownVersion(shown.modelSwitch());
        return Answers.resource(
                call,
                resource(shown),
                Long.toString(version),
                Meta.resource(version, shown.view().shownPosition(shown.modelSwitch()), null));
    }

    private Participant resource(Shown shown) {
        return ShownParticipant.of(shown.view(), shown.modelSwitch(), registry.serverName());
    }

    private Page<Shown> then(
            Call call, Filter filter, @Nullable String after, int limit, long position) {
        TenantId tenant = call.tenant().id();
        Map<Key, SwitchView> switches =
                history.ofTenant(
                        call,
                        SwitchView.FOLD,
                        List.of(StreamId.models(tenant)),
                        List.of(),
                        position);
        return history.byId(
                call,
                ParticipantView.FOLD,
                List.of(StreamId.participantsOf(tenant), StreamId.peopleOf(tenant)),
                after,
                position,
                views ->
                        Page.of(
                                stream(views)
                                        .map(v ->
                                                new Shown(
                                                        v,
                                                        v.model() == null
                                                                ? null
                                                                : switches.get(
                                                                        Key.of(tenant, v.model()))))
                                        .filter(filter::lets)
                                        .map(s -> new Sized<>(s, s.view().size()))
                                        .iterator(),
                                limit));
    }

    /** A lazy stream: views after the end of the page are not folded. */
    private static Stream<ParticipantView> stream(Iterator<ParticipantView> views) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(views, Spliterator.ORDERED), false);
    }
}
