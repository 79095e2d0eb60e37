package com.scaiwave.admin.crud;

import com.scaiwave.admin.crud.AiConfigs.Written;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AiConfigApi {
    private static final Set<String> CATALOG =
            Set.of("claude-sonnet-4-6", "scailar-pro", "mistralai/voxtral-small-latest");

    private final AiConfigs configs;

    AiConfigApi(AiConfigs configs) {
        this.configs = configs;
    }

    @GetMapping("/v1/admin/ai-config")
    ResponseEntity<Map<String, Object>> get(Caller caller) {
        AiConfigs.Stored stored = configs.find(caller.tenant());
        return ResponseEntity.ok()
                .eTag("\"" + stored.version() + "\"")
                .body(
                        Map.of(
                                "data", stored.config(),
                                "meta", Map.of("version", stored.version())));
    }

    @PutMapping("/v1/admin/ai-config")
    ResponseEntity<Map<String, Object>> put(
            Caller caller,
            @RequestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @RequestBody AiConfig.Body body) {
        AiConfig config = body.config();
        if (!CATALOG.containsAll(config.enabledModels())) {
            throw new Refused(400, "A model is not known.");
        }
        Written written = configs.replace(caller, ifMatch, config);
        return ResponseEntity.ok()
                .eTag("\"" + written.version() + "\"")
                .body(
                        Map.of(
                                "data",
                                config,
                                "meta",
                                Map.of(
                                        "changed",
                                        written.changed(),
                                        "version",
                                        written.version())));
    }
}
