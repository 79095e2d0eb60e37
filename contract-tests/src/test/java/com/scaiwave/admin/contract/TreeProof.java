package com.scaiwave.admin.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * Checks proofs of the API as an outsider does: from the specifications, with what the JDK has and
 * none of the product's code.
 */
final class TreeProof {
    private TreeProof() {}

    static byte[] leaf(String line) {
        return sha256(new byte[] {0}, line.getBytes(UTF_8));
    }

    /** The root that an inclusion proof leads to (RFC 6962, read from the leaf up). */
    static String root(byte[] leaf, long index, long size, List<String> path) {
        Deque<String> left = new ArrayDeque<>(path);
        byte[] root = root(leaf, index, size, left);
        return left.isEmpty() ? Base64.getEncoder().encodeToString(root) : "a hash is left over";
    }

    private static byte[] root(byte[] leaf, long index, long size, Deque<String> path) {
        if (size == 1) {
            return leaf;
        }
        long half = Long.highestOneBit(size - 1);
        if (index < half) {
            byte[] below = root(leaf, index, half, path);
            return sha256(new byte[] {1}, below, hash(path));
        }
        byte[] below = root(leaf, index - half, size - half, path);
        return sha256(new byte[] {1}, hash(path), below);
    }

    private static byte[] hash(Deque<String> path) {
        return Base64.getDecoder().decode(path.removeFirst());
    }

    /** The root over the hashes of all leaves. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int half = Integer.highestOneBit(leaves.size() - 1);
        return sha256(
                new byte[] {1},
                root(leaves.subList(0, half)),
                root(leaves.subList(half, leaves.size())));
    }

    /** Whether a note has a signature of a key that holds. */
    static boolean isSigned(String note, String vkey) throws GeneralSecurityException {
        String[] parts = vkey.strip().split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
        for (String line : note.substring(note.lastIndexOf("\n\n") + 2).strip().split("\n", -1)) {
            String[] words = line.split(" ", -1);
            byte[] bytes = Base64.getDecoder().decode(words[2]);
            String id = HexFormat.of().formatHex(bytes, 0, 4);
            if (words[1].equals(parts[0]) && id.equals(parts[1])) {
                return holds(typed, text, Arrays.copyOfRange(bytes, 4, bytes.length));
            }
        }
        return false;
    }

    private static boolean holds(byte[] typed, String text, byte[] signature)
            throws GeneralSecurityException {
        ByteArrayOutputStream spki = new ByteArrayOutputStream();
        spki.writeBytes(HexFormat.of().parseHex("302a300506032b6570032100"));
        spki.write(typed, 1, 32);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(spki.toByteArray())));
        verifier.update(text.getBytes(UTF_8));
        return verifier.verify(signature);
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
