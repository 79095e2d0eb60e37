package com.scaiwave.admin.proofs.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * A proof that a leaf is in a signed tree, which is checked offline (C2SP tlog-proof).
 *
 * @param leaf the leaf's line, without newline; stands in {@code extra}
 * @param index from 0
 * @param hashes the inclusion proof, from the leaf up
 */
public record InclusionProof(String leaf, long index, List<Hash> hashes, SignedNote checkpoint) {
    private static final String FORMAT = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int MOST_HASHES = 63;

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Reads a proof.
     *
     * @throws MalformedProof if it is none, or has no leaf
     */
    public static InclusionProof parse(String proof) {
        int end = proof.indexOf("\n\n");
        if (end < 0) {
            throw new MalformedProof("the proof has no checkpoint");
        }
        List<String> lines = Arrays.asList(proof.substring(0, end).split("\n", -1));
        if (lines.size() < 3
                || lines.size() > 3 + MOST_HASHES
                || !lines.get(0).equals(FORMAT)
                || !lines.get(1).startsWith(EXTRA)
                || !lines.get(2).startsWith(INDEX)) {
            throw new MalformedProof("not a proof: " + FORMAT + ", extra, index");
        }
        List<Hash> hashes = new ArrayList<>();
        lines.subList(3, lines.size()).forEach(line -> hashes.add(Hash.ofBase64(line)));
        return new InclusionProof(
                new String(Text.base64(lines.get(1).substring(EXTRA.length())), UTF_8),
                Text.number(lines.get(2).substring(INDEX.length())),
                hashes,
                SignedNote.parse(proof.substring(end + 2)));
    }

    /** The text form. */
    public String text() {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        text.append(EXTRA)
                .append(Base64.getEncoder().encodeToString(leaf.getBytes(UTF_8)))
                .append('\n');
        text.append(INDEX).append(index).append('\n');
        hashes.forEach(h -> text.append(h.base64()).append('\n'));
        return text.append('\n').append(checkpoint.note()).toString();
    }

    /** Whether the leaf is in the tree of a checkpoint that one of the keys has signed. */
    public boolean holds(Collection<VerifierKey> keys) {
        if (checkpoint.signers(keys).isEmpty()) {
            return false;
        }
        TreeHead head = TreeHead.parse(checkpoint.text());
        return Verification.includes(
                head.root(), head.size(), index, Hash.ofLeaf(leaf.getBytes(UTF_8)), hashes);
    }
}
