package com.scaiwave.admin.web.refusal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused: one of the contract's codes, a sentence, and details by field. One
 * place turns it into HTTP. Messages never repeat what the client sent.
 */
public sealed class Refusal extends RuntimeException
        permits Refusal.Unauthenticated,
                Refusal.PreconditionFailed,
                Refusal.MethodNotAllowed,
                Refusal.Later {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String text;
    private final transient List<Detail> details;

    public Refusal(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    public Refusal(ErrorCode code, String message, List<Detail> details) {
        super(message, null, false, false);
        this.code = code;
        this.text = message;
        this.details = List.copyOf(details);
    }

    /** A request that can be parsed but has one invalid field. */
    public static Refusal invalid(String field, String message) {
        return invalid(List.of(new Detail(field, message)));
    }

    /** A request that can be parsed but is not valid. */
    public static Refusal invalid(List<Detail> details) {
        return new Refusal(ErrorCode.SW_VALIDATION_FAILED, "The request is not valid.", details);
    }

    public ErrorCode code() {
        return code;
    }

    /** The sentence for people. */
    public String text() {
        return text;
    }

    public List<Detail> details() {
        return details;
    }

    /**
     * What is wrong with one field.
     *
     * @param field a JSON pointer into the body, or the name of a parameter or header
     */
    public record Detail(String field, String message) {}

    /** The request has no bearer token, or an invalid one. */
    public static final class Unauthenticated extends Refusal {
        private static final long serialVersionUID = 1L;

        private final @Nullable String reason;
        private final @Nullable String keyId;

        /**
         * @param reason one of a fixed set, for the log; null if no token was sent
         * @param keyId the unknown key that the token names; null if it is not safe to log
         */
        public Unauthenticated(ErrorCode code, @Nullable String reason, @Nullable String keyId) {
            super(
                    code,
                    code == ErrorCode.SW_AUTH_EXPIRED_TOKEN
                            ? "The token has expired."
                            : "The token is missing or not valid.");
            this.reason = reason;
            this.keyId = keyId;
        }

        /** Why the token was refused, for the log; null if none was sent. */
        public @Nullable String reason() {
            return reason;
        }

        /** The unknown key that the token names, for the log. */
        public @Nullable String keyId() {
            return keyId;
        }
    }

    /** {@code If-Match} does not name the current version. */
    public static final class PreconditionFailed extends Refusal {
        private static final long serialVersionUID = 1L;

        private final @Nullable Long current;

        /**
         * @param current the version that would have matched; null if nothing can match
         */
        public PreconditionFailed(@Nullable Long current) {
            super(ErrorCode.SW_PRECONDITION_FAILED, "The resource has another version.");
            this.current = current;
        }

        public @Nullable Long current() {
            return current;
        }
    }

    /** The path exists, but not with this method. */
    public static final class MethodNotAllowed extends Refusal {
        private static final long serialVersionUID = 1L;

        private final String allow;

        public MethodNotAllowed(String allow) {
            super(ErrorCode.SW_METHOD_NOT_ALLOWED, "The path does not have this method.");
            this.allow = allow;
        }

        /** The value of the {@code Allow} header. */
        public String allow() {
            return allow;
        }
    }

    /** The same request may succeed later. */
    public static final class Later extends Refusal {
        private static final long serialVersionUID = 1L;

        private final long seconds;

        public Later(ErrorCode code, String message, long seconds) {
            super(code, message);
            this.seconds = seconds;
        }

        /** The value of the {@code Retry-After} header. */
        public long seconds() {
            return seconds;
        }
    }
}
