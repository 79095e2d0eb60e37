package com.scaiwave.admin.log.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import java.security.GeneralSecurityException;

/**
 * The key that wraps all others: a Tink keyset in JSON, from the operator's secret store. The
 * primary key of the keyset wraps new keys, and every key in it unwraps, so that the master key can
 * be rotated.
 */
public final class MasterKey {
    /** The primitives that keysets may be used with, without Tink's global registry. */
    private static final Configuration TINK = TinkConfig2026.get();

    private final Aead aead;

    private MasterKey(Aead aead) {
        this.aead = aead;
    }

    /**
     * Reads a keyset.
     *
     * @throws IllegalArgumentException if the text is no keyset; the message does not repeat the
     *     text
     */
    public static MasterKey parse(String keysetJson) {
        try {
            KeysetHandle keyset =
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            keysetJson, TINK, InsecureSecretKeyAccess.get());
            return new MasterKey(keyset.getPrimitive(TINK, Aead.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the master key is no Tink AEAD keyset in JSON", e);
        }
    }

    /** A new keyset, as JSON, to be kept where only the service can read it. */
    public static String generate() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK),
                    TINK,
                    InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no AES-256-GCM", e);
        }
    }

    /**
     * Wraps a secret that this software made, such as a signing key.
     *
     * @param purpose must be the same when it is unwrapped
     */
    public byte[] wrap(String purpose, byte[] secret) {
        try {
            return aead.encrypt(secret, purpose.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be wrapped", e);
        }
    }

    /** Unwraps what {@link #wrap} wrapped. */
    public byte[] unwrap(String purpose, byte[] wrapped) {
        try {
            return aead.decrypt(wrapped, purpose.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a wrapped secret does not open: was the master key changed?", e);
        }
    }

    /** A new wrapped key, which can be unwrapped only for this subject. */
    byte[] wrapNew(String subject, Parameters kind) {
        try {
            return TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                            KeysetHandle.generateNew(kind, TINK),
                            aead,
                            subject.getBytes(UTF_8),
                            TINK)
                    .getBytes(UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key could not be wrapped", e);
        }
    }

    /** Unwraps a key of a subject, as the primitive that uses it. */
    <P> P unwrap(String subject, byte[] wrapped, Class<P> primitive) {
        try {
            return keyset(subject, wrapped).getPrimitive(TINK, primitive);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a key of the vault does not open: was the master key changed?", e);
        }
    }

    /** Whether a key of a subject was wrapped by this master key. */
    boolean opens(String subject, byte[] wrapped) {
        try {
            keyset(subject, wrapped);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private KeysetHandle keyset(String subject, byte[] wrapped) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                new String(wrapped, UTF_8), aead, subject.getBytes(UTF_8), TINK);
    }
}
