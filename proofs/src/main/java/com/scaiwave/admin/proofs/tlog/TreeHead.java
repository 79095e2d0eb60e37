package com.scaiwave.admin.proofs.tlog;

/**
 * What a checkpoint of a transparency log says (C2SP tlog-checkpoint).
 *
 * @param origin the name of the log
 * @param size the number of leaves
 */
public record TreeHead(String origin, long size, Hash root) {

    /**
     * Reads the text of a checkpoint; further lines are ignored.
     *
     * @throws MalformedProof if it is none
     */
    public static TreeHead parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty()) {
            throw new MalformedProof("not a checkpoint: it has three lines at least");
        }
        return new TreeHead(lines[0], Text.number(lines[1]), Hash.ofBase64(lines[2]));
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }
}
