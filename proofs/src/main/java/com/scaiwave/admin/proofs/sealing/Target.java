package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.MalformedProof;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where checkpoints and tiles are published: a folder, or a server that takes PUT. */
public interface Target extends Published {
    /** The path of a tree's newest checkpoint; a tree after the first has a folder of its own. */
    static String checkpoint(Tree tree) {
        return prefix(tree) + "checkpoint";
    }

    /** What the paths of a tree begin with. */
    static String prefix(Tree tree) {
        return tree.number() == 1 ? "" : "tree-" + tree.number() + "/";
    }

    @Override
    String name();

    /**
     * Reads what was published at a path; null if there is nothing.
     *
     * @throws Unreachable if that can't be read
     */
    byte @Nullable [] read(String path);

    /**
     * Publishes at a path; readers see the old bytes or the new ones, never a part.
     *
     * @throws Unreachable if that does not succeed
     */
    void write(String path, byte[] bytes);

    @Override
    default Optional<SignedNote> newest(Tree tree) {
        byte[] note = read(checkpoint(tree));
        if (note == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedNote.parse(note));
        } catch (MalformedProof e) {
            throw new Contradiction("what was published is no checkpoint: " + e.getMessage());
        }
    }
}
