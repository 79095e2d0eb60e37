package com.scaiwave.admin.proofs.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** An Ed25519 key that signs notes under a name. */
public final class SigningKey {
    private static final String ED25519 = "Ed25519";

    private final VerifierKey verifier;
    private final PrivateKey secret;

    private SigningKey(VerifierKey verifier, PrivateKey secret) {
        this.verifier = verifier;
        this.secret = secret;
    }

    public static SigningKey generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            return new SigningKey(
                    VerifierKey.of(name, Arrays.copyOfRange(spki, spki.length - 32, spki.length)),
                    pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no Ed25519", e);
        }
    }

    /** A key whose private half was stored as {@link #pkcs8}. */
    public static SigningKey of(VerifierKey verifier, byte[] pkcs8) {
        try {
            return new SigningKey(
                    verifier,
                    KeyFactory.getInstance(ED25519)
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored signing key is none", e);
        }
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** The private half, to be stored under another key only. */
    public byte[] pkcs8() {
        return secret.getEncoded();
    }

    /** Signs the text of a note, which ends with a newline. */
    public NoteSignature sign(String text) {
        try {
            Signature signer = Signature.getInstance(ED25519);
            signer.initSign(secret);
            signer.update(text.getBytes(UTF_8));
            return new NoteSignature(verifier.name(), verifier.id(), signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no Ed25519", e);
        }
    }
}
