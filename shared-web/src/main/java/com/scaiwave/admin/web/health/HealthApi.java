package com.scaiwave.admin.web.health;

import com.scaiwave.admin.log.deadline.Client;
import com.scaiwave.admin.web.answer.ApiJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ready means that every {@link HealthCheck} passes; live means that the process answers at all.
 */
@RestController
class HealthApi {
    private static final Logger LOG = LoggerFactory.getLogger(HealthApi.class);

    private final List<HealthCheck> checks;

    HealthApi(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @GetMapping("/actuator/health/liveness")
    ResponseEntity<byte[]> liveness() {
        return answer(true, Map.of("status", "UP"));
    }

    @GetMapping("/actuator/health/readiness")
    ResponseEntity<byte[]> readiness() {
        boolean ready = checks.stream().allMatch(c -> state(c).works());
        return answer(ready, Map.of("status", status(ready)));
    }

    /** With details, for operators only: the edge checks that. */
    @GetMapping("/actuator/health")
    ResponseEntity<byte[]> health() {
        Map<String, Object> components = new TreeMap<>();
        boolean all = true;
        for (HealthCheck check : checks) {
            HealthCheck.State state = state(check);
            all &= state.works();
            components.put(
                    check.name(),
                    Map.of("status", status(state.works()), "details", state.details()));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status(all));
        body.put("components", components);
        return answer(all, body);
    }

    private static HealthCheck.State state(HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException e) {
            if (!Client.isGone()) {
                LOG.atWarn()
                        .addKeyValue("check", check.name())
                        .addKeyValue("cause", e.getClass().getSimpleName())
                        .log("not healthy");
            }
            return new HealthCheck.State(false, Map.of("error", "does not answer"));
        }
    }

    private static String status(boolean works) {
        return works ? "UP" : "DOWN";
    }

    private static ResponseEntity<byte[]> answer(boolean works, Map<String, Object> body) {
        return ResponseEntity.status(works ? 200 : 503)
                .contentType(MediaType.APPLICATION_JSON)
                .body(ApiJson.mapper().writeValueAsBytes(body));
    }
}
