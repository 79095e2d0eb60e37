package com.scaiwave.admin.proofs.sealing;

/**
 * The log or its tree contradicts a checkpoint that was signed before. Nothing is signed until an
 * operator has decided which of the two is right.
 */
public final class Contradiction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Contradiction(String message) {
        super(message);
    }
}
