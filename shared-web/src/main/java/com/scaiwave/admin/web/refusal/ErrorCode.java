package com.scaiwave.admin.web.refusal;

import com.fasterxml.jackson.annotation.JsonValue;

/** The contract's error codes, which clients match on, each with its one status. */
public enum ErrorCode {
    SW_AUTH_INVALID_TOKEN(401),
    SW_AUTH_EXPIRED_TOKEN(401),
    SW_AUTH_INSUFFICIENT_PERMISSION(403),
    SW_AUTH_TENANT_MISMATCH(403),
    SW_TENANT_NOT_FOUND(404),
    SW_TENANT_CAPACITY(409),
    SW_TENANT_SLUG_TAKEN(409),
    SW_PARTNER_NOT_FOUND(404),
    SW_PARTNER_SLUG_TAKEN(409),
    SW_PARTNER_SUSPENDED(409),
    SW_MODEL_NOT_FOUND(404),
    SW_MODEL_NOT_ENABLED(409),
    SW_MODEL_IS_DEFAULT(409),
    SW_PLUGIN_NOT_FOUND(404),
    SW_PARTICIPANT_NOT_FOUND(404),
    SW_PARTICIPANT_LOCAL_ID_TAKEN(409),
    SW_VALIDATION_FAILED(400),
    SW_MALFORMED_REQUEST(400),
    SW_NOT_FOUND(404),
    SW_METHOD_NOT_ALLOWED(405),
    SW_NOT_ACCEPTABLE(406),
    SW_UNSUPPORTED_MEDIA_TYPE(415),
    SW_CONTENT_TOO_LARGE(413),
    SW_HEADERS_TOO_LARGE(431),
    SW_REQUEST_TIMEOUT(408),
    SW_POSITION_GONE(410),
    SW_PRECONDITION_FAILED(412),
    SW_IDEMPOTENCY_KEY_REUSED(422),
    SW_RATE_LIMIT_EXCEEDED(429),
    SW_AI_NO_TOKEN(503),
    SW_SCAIGRID_UNAVAILABLE(503),
    SW_READ_LAGGING(503),
    SW_UNAVAILABLE(503),
    SW_INTERNAL(500);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The code as clients match on it. */
    @JsonValue
    public String json() {
        return name();
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }
}
