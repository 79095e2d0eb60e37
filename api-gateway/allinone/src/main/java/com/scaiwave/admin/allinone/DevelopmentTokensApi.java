package com.scaiwave.admin.allinone;

import com.scaiwave.admin.allinone.DevelopmentTokens.Wanted;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

@RestController
class DevelopmentTokensApi {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Pattern LOCAL_ORIGIN =
            Pattern.compile("https?://(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?");
    private static final long LONGEST_TTL = 10L * 365 * 24 * 3600;

    private static final JsonMapper STRICT =
            ApiJson.mapper()
                    .rebuild()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            c ->
                                    c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    private final DevelopmentTokens tokens;

    DevelopmentTokensApi(DevelopmentTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/dev/token")
    ResponseEntity<byte[]> token(HttpServletRequest request) throws IOException {
        checkLocal(request);
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES);
        Wanted wanted = wanted(body);
        if (Math.abs(wanted.ttl()) > LONGEST_TTL) {
            throw Refusal.invalid("/ttl_seconds", "is longer than ten years");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", tokens.sign(wanted));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", wanted.ttl());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ApiJson.mapper().writeValueAsBytes(answer));
    }

    private static Wanted wanted(byte[] body) {
        if (body.length == 0) {
            return new Wanted(null, null, null, null, null, null, null);
        }
        try {
            Wanted wanted = STRICT.readValue(body, Wanted.class);
            if (wanted == null) {
                throw malformed();
            }
            return wanted;
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    private static Refusal malformed() {
        return new Refusal(
                ErrorCode.SW_MALFORMED_REQUEST, "The body does not say what token is wanted.");
    }

    /**
     * Refuses a request from another site's page in a browser on this machine, even if that site's
     * name resolves to this machine.
     */
    private static void checkLocal(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (!LOCAL.contains(request.getServerName())
                || (origin != null && !LOCAL_ORIGIN.matcher(origin).matches())) {
            throw new Refusal(
                    ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION,
                    "Development tokens are for this machine only.");
        }
    }
}
