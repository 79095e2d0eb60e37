package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.command.write.Slugs;
import com.scaiwave.admin.command.write.Writes;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.NoteProcessing;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NoteProcessingApi {
    private final Writes writes;

    NoteProcessingApi(Writes writes) {
        this.writes = writes;
    }

    @PutMapping("/v1/admin/note-processing")
    ResponseEntity<byte[]> replace(Call call) {
        Body body = call.body(Body.class);
        NoteProcessing settings =
                new NoteProcessing(
                        body.enabled(),
                        body.model() == null ? null : Slugs.model(body.model(), "/model"),
                        body.categorise(),
                        body.tag(),
                        body.extractTodos(),
                        body.suggestLinks(),
                        Objects.requireNonNullElse(body.instructions(), ""));
        return writes.send(
                call,
                call.metadata(call.tenant()),
                new ReplaceNoteProcessing(call.tenant().id(), settings, call::checkIfMatch));
    }

    private record Body(
            boolean enabled,
            @Nullable String model,
            boolean categorise,
            boolean tag,
            boolean extractTodos,
            boolean suggestLinks,
            @Nullable String instructions) {}
}
