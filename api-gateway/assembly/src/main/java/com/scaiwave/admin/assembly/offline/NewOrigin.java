package com.scaiwave.admin.assembly.offline;

import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.sealing.Trees;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins another tree: the options of {@code proofs new-origin}, and what it does. */
public final class NewOrigin {
    public static final String DESCRIPTION =
            "After a restore that lost sealed events: begins another tree, under another origin.";

    @Parameters(index = "0", paramLabel = "NAME", description = "The origin of the new tree.")
    private String origin;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "The last checkpoint of the old tree that was published (default: the one in"
                            + " the database).")
    private @Nullable Path checkpoint;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Runs it; returns its exit code. */
    public int on(Attachment attachment) {
        Optional<TreeHead> lost = Optional.ofNullable(checkpoint).map(NewOrigin::head);
        return attachment.during(database -> database.trees(trees -> begin(trees, lost)));
    }

    private int begin(Trees trees, Optional<TreeHead> lost) {
        Tree tree = trees.newOrigin(origin, lost);
        spec.commandLine()
                .getOut()
                .println("the tree " + tree.origin() + " begins at position " + tree.first());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static TreeHead head(Path file) {
        try {
            return TreeHead.parse(SignedNote.parse(Files.readAllBytes(file)).text());
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
