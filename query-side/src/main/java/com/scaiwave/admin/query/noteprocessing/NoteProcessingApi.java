package com.scaiwave.admin.query.noteprocessing;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.query.read.Shown;
import com.scaiwave.admin.query.read.TenantReads;
import com.scaiwave.admin.views.NoteProcessingView;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.NoteProcessing;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record NoteProcessingApi(TenantReads reads) {

    @GetMapping("/v1/admin/note-processing")
    ResponseEntity<byte[]> get(Call call) {
        return reads.get(
                call,
                NoteProcessingView.FOLD,
                List.of(StreamId.noteProcessing(call.tenant().id())),
                view ->
                        new Shown(
                                new NoteProcessing(view.settings()),
                                view.version(),
                                view.position()));
    }
}
