package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.NoteSettings;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.registry.ModelCatalog;
import com.scaiwave.admin.web.resource.NoteProcessing;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record NoteProcessingApi(Commands commands) {

    @PutMapping("/v1/admin/note-processing")
    ResponseEntity<byte[]> replace(Call call) {
        Body body = call.body(Body.class);
        NoteSettings settings =
                new NoteSettings(
                        body.enabled(),
                        body.model() == null ? null : ModelCatalog.slug(body.model(), "/model"),
                        body.categorise(),
                        body.tag(),
                        body.extractTodos(),
                        body.suggestLinks(),
                        Objects.requireNonNullElse(body.instructions(), ""));
        return commands.send(
                call,
                call.metadata(call.tenant()),
                new ReplaceNoteProcessing(call.tenant().id(), settings, ExpectedTags.of(call)),
                (NoteProcessingSettings.State s) -> new NoteProcessing(s.settings()));
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
