package com.scaiwave.admin.query.promptstudio;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.query.read.Shown;
import com.scaiwave.admin.query.read.TenantReads;
import com.scaiwave.admin.views.PromptStudioView;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.PromptStudio;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record PromptStudioApi(TenantReads reads) {

    @GetMapping("/v1/admin/prompt-studio")
    ResponseEntity<byte[]> get(Call call) {
        return reads.get(
                call,
                PromptStudioView.FOLD,
                List.of(StreamId.promptStudio(call.tenant().id())),
                PromptStudioApi::shown);
    }

    private static Shown shown(PromptStudioView view) {
        PromptStudio.Allowlist allowlist = new PromptStudio.Allowlist(view.roles(), view.groups());
        return new Shown(
                new PromptStudio(view.enabled(), allowlist), view.version(), view.position());
    }
}
