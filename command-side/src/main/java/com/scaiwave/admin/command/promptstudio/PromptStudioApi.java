package com.scaiwave.admin.command.promptstudio;

import com.scaiwave.admin.command.write.Sets;
import com.scaiwave.admin.command.write.Writes;
import com.scaiwave.admin.web.edge.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PromptStudioApi {
    private final Writes writes;

    PromptStudioApi(Writes writes) {
        this.writes = writes;
    }

    @PutMapping("/v1/admin/prompt-studio")
    ResponseEntity<byte[]> replace(Call call) {
        Body body = call.body(Body.class);
        Body.Allowlist allowed = body.allowlist();
        return writes.send(
                call,
                call.metadata(call.tenant()),
                new ReplacePromptStudio(
                        call.tenant().id(),
                        body.enabled(),
                        Sets.sorted(allowed == null ? null : allowed.roles()),
                        Sets.sorted(allowed == null ? null : allowed.groups()),
                        call::checkIfMatch));
    }

    private record Body(boolean enabled, @Nullable Allowlist allowlist) {
        private record Allowlist(@Nullable List<String> roles, @Nullable List<String> groups) {}
    }
}
