package com.scaiwave.admin.query.noteprocessing;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.query.projection.ViewProjection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.read.TenantReads;
import com.scaiwave.admin.query.read.TenantReads.Shown;
import com.scaiwave.admin.views.NoteProcessingView;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.NoteProcessing;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NoteProcessingApi {
    private final TenantReads reads;
    private final ViewProjection<NoteProcessingView> projection;

    NoteProcessingApi(TenantReads reads, ViewProjections projections) {
        this.reads = reads;
        this.projection = projections.of(NoteProcessingView.FOLD);
    }

    @GetMapping("/v1/admin/note-processing")
    ResponseEntity<byte[]> get(Call call) {
        return reads.get(
                call,
                projection,
                List.of(StreamId.noteProcessing(call.tenant().id())),
                NoteProcessingApi::shown);
    }

    private static Shown shown(NoteProcessingView view) {
        NoteProcessing resource =
                new NoteProcessing(
                        view.enabled(),
                        view.model(),
                        view.categorise(),
                        view.tag(),
                        view.extractTodos(),
                        view.suggestLinks(),
                        view.instructions());
        return new Shown(resource, view.version(), view.position());
    }
}
