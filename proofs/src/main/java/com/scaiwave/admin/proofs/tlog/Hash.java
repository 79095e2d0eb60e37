package com.scaiwave.admin.proofs.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A hash in a Merkle tree: 32 bytes of SHA-256, with RFC 6962's prefixes for leaves and nodes. */
public final class Hash {
    public static final int BYTES = 32;

    /** The root of the tree without leaves. */
    public static final Hash OF_NOTHING = new Hash(sha256().digest());

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash of a leaf: SHA-256 of a zero byte and the leaf's bytes. */
    public static Hash ofLeaf(byte[] leaf) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return new Hash(digest.digest(leaf));
    }

    /** The hash of a node: SHA-256 of a one byte and the hashes of its two children. */
    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left.bytes);
        digest.update(right.bytes);
        return new Hash(digest.digest());
    }

    /**
     * Reads a hash from bytes.
     *
     * @throws MalformedProof unless there are 32 bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new MalformedProof("a hash has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash at a place within a tile. */
    static Hash at(byte[] tile, int place) {
        return new Hash(Arrays.copyOfRange(tile, place * BYTES, (place + 1) * BYTES));
    }

    /**
     * Reads a hash from its standard base64.
     *
     * @throws MalformedProof if the text is anything else
     */
    public static Hash ofBase64(String text) {
        return of(Text.base64(text));
    }

    /** Reads a hash from 64 lower-case hex digits. */
    public static Hash ofHex(String text) {
        return of(HexFormat.of().parseHex(text));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the hash into a tile. */
    void copyTo(byte[] tile, int place) {
        System.arraycopy(bytes, 0, tile, place * BYTES, BYTES);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
