package com.scaiwave.admin.command.deciding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.Outcome.Answered;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.Arrays;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;

/** Replays the stored answer to a repeated request with an idempotency key. */
record Idempotency(Vault vault, AnswersProperties answers) {
    private static final String ANSWERS = "answers";

    /**
     * A key counts within tenant, actor, method and path. The same subject acting for another
     * partner, or as another kind of actor, is another actor.
     */
    RequestKey key(Call call) {
        String key = call.idempotencyKey();
        if (key == null) {
            return RequestKey.NONE;
        }
        String tenant = call.tenants() instanceof TenantSet.One(var t) ? t.id().value() : "";
        String scoped =
                String.join(
                        "\n",
                        tenant,
                        call.caller().subject(),
                        call.caller().type().name(),
                        String.valueOf(call.caller().partner()),
                        call.operation().id(),
                        new TreeMap<>(call.pathVariables()).toString(),
                        key);
        String body = call.body() == null ? "" : CanonicalJson.of(call.json());
        return new RequestKey(
                vault.mac("mac:requests", scoped.getBytes(UTF_8)),
                vault.mac("mac:bodies", body.getBytes(UTF_8)),
                tenant.isEmpty() ? owner(call) : tenant);
    }

    /**
     * The owner of an answer that is about no single tenant: the caller's partner, or else the
     * caller.
     */
    private static String owner(Call call) {
        PartnerId partner = call.caller().partner();
        return partner == null ? "actor:" + call.caller().subject() : partner.value();
    }

    /** An answer as the log keeps it, under its key. */
    Answer sealed(RequestKey key, StoredAnswer answer) {
        return new Answer(
                key.request(),
                key.body(),
                vault.sealBytes(ANSWERS, answer.bytes()),
                key.owner(),
                answers.maxBytes().toBytes());
    }

    /**
     * The first answer, byte for byte.
     *
     * @throws Refusal 422 where the key was used with another body
     */
    ResponseEntity<byte[]> replay(RequestKey key, Answered known) {
        if (!key.isFor(known)) {
            throw new Refusal(
                    ErrorCode.SW_IDEMPOTENCY_KEY_REUSED,
                    "The idempotency key was used with another body.");
        }
        byte[] answer =
                vault.openBytes(ANSWERS, known.sealed())
                        .orElseThrow(() -> new IllegalStateException("an answer does not open"));
        return StoredAnswer.parse(answer).response(known.position(), true);
    }

    /** What is answered where the owner's share of stored answers is used up. */
    Refusal full() {
        return new Refusal.Later(
                ErrorCode.SW_RATE_LIMIT_EXCEEDED,
                "Too many answers to requests with an idempotency key are kept.",
                answers.forgetEvery().toSeconds() + 1);
    }

    /**
     * The MACs of a request with an idempotency key; empty without one.
     *
     * @param owner whose share its answer takes
     */
    record RequestKey(byte[] request, byte[] body, String owner) {
        private static final byte[] EMPTY = {};

        static final RequestKey NONE = new RequestKey(EMPTY, EMPTY, "");

        boolean isGiven() {
            return request.length > 0;
        }

        /** Whether the known request had the same body. */
        boolean isFor(Answered known) {
            return Arrays.equals(body, known.body());
        }
    }
}
