package com.scaiwave.admin.command.promptstudio;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.Sets;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.resource.PromptStudio;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record PromptStudioApi(Commands commands) {

    @PutMapping("/v1/admin/prompt-studio")
    ResponseEntity<byte[]> replace(Call call) {
        Body body = call.body(Body.class);
        Body.Allowlist allowed = body.allowlist();
        return commands.send(
                call,
                call.metadata(call.tenant()),
                new ReplacePromptStudio(
                        call.tenant().id(),
                        body.enabled(),
                        Sets.sorted(allowed == null ? null : allowed.roles()),
                        Sets.sorted(allowed == null ? null : allowed.groups()),
                        ExpectedTags.of(call)),
                PromptStudioApi::resource);
    }

    private static PromptStudio resource(PromptStudioSettings.State state) {
        return new PromptStudio(
                state.enabled(), new PromptStudio.Allowlist(state.roles(), state.groups()));
    }

    private record Body(boolean enabled, @Nullable Allowlist allowlist) {
        private record Allowlist(@Nullable List<String> roles, @Nullable List<String> groups) {}
    }
}
