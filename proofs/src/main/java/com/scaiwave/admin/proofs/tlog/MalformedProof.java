package com.scaiwave.admin.proofs.tlog;

/** A note, key, hash or proof that is not in its format; the message says what is wrong. */
public final class MalformedProof extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedProof(String message) {
        super(message);
    }
}
