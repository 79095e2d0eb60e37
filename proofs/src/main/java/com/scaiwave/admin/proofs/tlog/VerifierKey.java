package com.scaiwave.admin.proofs.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key of signed notes ("vkey"): {@code name+id+base64(type and key)}.
 *
 * @param name without white space and plus
 * @param type {@link #NOTE}, {@link #COSIGNATURE} or {@link #ML_DSA_COSIGNATURE}
 * @param encoded the type and the bytes of the key, in base64
 */
public record VerifierKey(String name, byte type, String encoded) {
    /** Signatures over the text of a note. */
    public static final byte NOTE = 1;

    /** Cosignatures of witnesses by Ed25519, with a timestamp. */
    public static final byte COSIGNATURE = 4;

    /** Cosignatures of witnesses by ML-DSA-44, with a timestamp. */
    public static final byte ML_DSA_COSIGNATURE = 6;

    public VerifierKey {
        if (!isName(name)) {
            throw new MalformedProof("not the name of a key: " + name);
        }
        byte[] bytes = Text.base64(encoded);
        if (bytes.length != 1 + Algorithm.of(type).keyBytes || bytes[0] != type) {
            throw new MalformedProof("not a key of type " + type);
        }
    }

    /** The key of a name, from the bytes of its public half. */
    public static VerifierKey of(String name, byte[] key) {
        byte[] typed = new byte[key.length + 1];
        typed[0] = NOTE;
        System.arraycopy(key, 0, typed, 1, key.length);
        return new VerifierKey(name, NOTE, Base64.getEncoder().encodeToString(typed));
    }

    /**
     * Reads a vkey.
     *
     * @throws MalformedProof if it is none, or its id is another key's
     */
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length < 3) {
            throw new MalformedProof("not a verifier key: name+id+key");
        }
        byte[] typed = Text.base64(parts[2]);
        if (typed.length == 0) {
            throw new MalformedProof("the verifier key is empty");
        }
        VerifierKey key = new VerifierKey(parts[0], typed[0], parts[2]);
        if (!HexFormat.of().toHexDigits(key.id()).equals(parts[1])) {
            throw new MalformedProof("the verifier key's id does not fit its name and key");
        }
        return key;
    }

    /** Whether a text can name a key: it is not empty, without white space and plus. */
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.indexOf('+') < 0
                && name.codePoints()
                        .noneMatch(c ->
                                Character.isWhitespace(c)
                                        || Character.isSpaceChar(c)
                                        || Character.isISOControl(c));
    }

    /** The first four bytes of the SHA-256 of name, newline, type and key. */
    public int id() {
        MessageDigest digest = Hash.sha256();
        digest.update(name.getBytes(UTF_8));
        digest.update((byte) '\n');
        return ByteBuffer.wrap(digest.digest(Text.base64(encoded))).getInt();
    }

    /** The text form. */
    public String vkey() {
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + encoded;
    }

    /** Whether a signature over a message is this key's. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(Algorithm.of(type).standardName);
            verifier.initVerify(publicKey());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature or key that the algorithm does not have verifies nothing.
            return false;
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        Algorithm algorithm = Algorithm.of(type);
        byte[] typed = Text.base64(encoded);
        byte[] header = HexFormat.of().parseHex(algorithm.spki);
        byte[] spki = Arrays.copyOf(header, header.length + algorithm.keyBytes);
        System.arraycopy(typed, 1, spki, header.length, algorithm.keyBytes);
        return KeyFactory.getInstance(algorithm.standardName)
                .generatePublic(new X509EncodedKeySpec(spki));
    }

    /**
     * The algorithm of a key; {@code spki} is the prefix of a SubjectPublicKeyInfo before the key's
     * bytes, in hex.
     */
    private enum Algorithm {
        ED25519("Ed25519", 32, "302a300506032b6570032100"),
        ML_DSA_44("ML-DSA-44", 1312, "30820532300b06096086480165030403110382052100");

        private final String standardName;
        private final int keyBytes;
        private final String spki;

        Algorithm(String standardName, int keyBytes, String spki) {
            this.standardName = standardName;
            this.keyBytes = keyBytes;
            this.spki = spki;
        }

        static Algorithm of(byte type) {
            return switch (type) {
                case NOTE, COSIGNATURE -> ED25519;
                case ML_DSA_COSIGNATURE -> ML_DSA_44;
                default -> throw new MalformedProof("the verifier key is not of type 1, 4 or 6");
            };
        }
    }
}
