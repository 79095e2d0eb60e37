package com.scaiwave.admin.query.promptstudio;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.read.TenantReads;
import com.scaiwave.admin.web.edge.Call;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PromptStudioApi {
    private final TenantReads reads;
    private final PromptStudioProjection projection;

    PromptStudioApi(TenantReads reads, PromptStudioProjection projection) {
        this.reads = reads;
        this.projection = projection;
    }

    @GetMapping("/v1/admin/prompt-studio")
    ResponseEntity<byte[]> get(Call call) {
        TenantId tenant = call.tenant().id();
        return reads.get(
                call,
                projection,
                projection.views(),
                PromptStudioView.FOLDING,
                PromptStudioView.EMPTY,
                List.of(StreamId.promptStudio(tenant)),
                v -> new TenantReads.Shown(v.resource(), v.version(), v.position()));
    }
}
