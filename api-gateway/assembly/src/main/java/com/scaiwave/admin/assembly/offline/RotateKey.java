package com.scaiwave.admin.assembly.offline;

import com.scaiwave.admin.proofs.sealing.Trees;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.io.PrintWriter;

/** Replaces the key that signs checkpoints: {@code proofs rotate-key}. */
public record RotateKey(PrintWriter out) {
    public static final String DESCRIPTION =
            "Signs checkpoints with a new key, and for 90 days with the old one as well.";

    /** Runs it; returns its exit code. */
    public int on(Attachment attachment) {
        return attachment.during(database -> database.trees(this::rotate));
    }

    private int rotate(Trees trees) {
        VerifierKey key = trees.rotateKey();
        out.println("the new key is " + key.vkey());
        out.flush();
        return 0;
    }
}
