package com.scaiwave.admin.proofs.tlog;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.NullMarked;

/** The keys and signatures of witnesses, made from those of notes. */
@NullMarked
public final class Cosigner {
    private Cosigner() {}

    /** The same key, as one of cosignatures. */
    public static VerifierKey of(SigningKey key) {
        byte[] typed = Base64.getDecoder().decode(key.verifier().encoded());
        typed[0] = VerifierKey.COSIGNATURE;
        return new VerifierKey(
                key.verifier().name(),
                VerifierKey.COSIGNATURE,
                Base64.getEncoder().encodeToString(typed));
    }

    public static NoteSignature signature(VerifierKey key, long time, byte[] signature) {
        return new NoteSignature(
                key.name(),
                key.id(),
                ByteBuffer.allocate(8 + signature.length).putLong(time).put(signature).array());
    }
}
