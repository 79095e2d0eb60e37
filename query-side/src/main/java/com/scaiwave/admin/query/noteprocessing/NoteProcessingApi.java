package com.scaiwave.admin.query.noteprocessing;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.read.TenantReads;
import com.scaiwave.admin.web.edge.Call;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NoteProcessingApi {
    private final TenantReads reads;
    private final NoteProcessingProjection projection;

    NoteProcessingApi(TenantReads reads, NoteProcessingProjection projection) {
        this.reads = reads;
        this.projection = projection;
    }

    @GetMapping("/v1/admin/note-processing")
    ResponseEntity<byte[]> get(Call call) {
        TenantId tenant = call.tenant().id();
        return reads.get(
                call,
                projection,
                projection.views(),
                NoteProcessingView.FOLDING,
                NoteProcessingView.EMPTY,
                List.of(StreamId.noteProcessing(tenant)),
                v -> new TenantReads.Shown(v.resource(), v.version(), v.position()));
    }
}
