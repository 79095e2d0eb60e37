package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import java.util.Optional;

/** The newest checkpoint that was published. */
@FunctionalInterface
public interface Published {
    /** Nothing is published; then the sealer can't notice a restore of the database. */
    Published NOWHERE = _ -> Optional.empty();

    /**
     * Reads the newest published checkpoint of a tree; empty if there is none yet.
     *
     * @throws Unreachable if that can't be read
     */
    Optional<SignedNote> newest(Tree tree);

    /** The target's key in {@code proofs.told}, which has the size that was published last. */
    default String name() {
        return "";
    }

    /** What was published can't be read, so nothing may be signed. */
    final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
