package com.scaiwave.admin.query.aiconfig;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.read.Shown;
import com.scaiwave.admin.query.read.TenantReads;
import com.scaiwave.admin.views.AiConfigView;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.AiConfig;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record AiConfigApi(TenantReads reads) {

    @GetMapping("/v1/admin/ai-config")
    ResponseEntity<byte[]> get(Call call) {
        TenantId tenant = call.tenant().id();
        return reads.get(
                call,
                AiConfigView.FOLD,
                List.of(StreamId.models(tenant), StreamId.aiConfig(tenant)),
                AiConfigApi::shown);
    }

    private static Shown shown(AiConfigView view) {
        AiConfig resource =
                new AiConfig(
                        view.defaultModel(),
                        view.enabledModels(),
                        view.templates(),
                        view.authMode(),
                        view.keyMask());
        return new Shown(resource, view.version(), view.position());
    }
}
