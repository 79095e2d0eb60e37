package com.scaiwave.admin.query.aiconfig;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.read.TenantReads;
import com.scaiwave.admin.web.edge.Call;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AiConfigApi {
    private final TenantReads reads;
    private final AiConfigProjection projection;

    AiConfigApi(TenantReads reads, AiConfigProjection projection) {
        this.reads = reads;
        this.projection = projection;
    }

    @GetMapping("/v1/admin/ai-config")
    ResponseEntity<byte[]> get(Call call) {
        TenantId tenant = call.tenant().id();
        return reads.get(
                call,
                projection,
                projection.views(),
                AiConfigView.FOLDING,
                AiConfigView.EMPTY,
                List.of(StreamId.models(tenant), StreamId.aiConfig(tenant)),
                v -> new TenantReads.Shown(v.resource(), v.version(), v.position()));
    }
}
