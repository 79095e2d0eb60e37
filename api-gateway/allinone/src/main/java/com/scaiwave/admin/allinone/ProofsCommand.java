package com.scaiwave.admin.allinone;

import com.scaiwave.admin.assembly.offline.NewOrigin;
import com.scaiwave.admin.assembly.offline.RotateKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Manages keys and trees of a data folder, whether its server runs or not. */
@Command(name = "proofs", description = "Replaces the signing key, or begins another tree.")
final class ProofsCommand {
    @Spec private CommandSpec spec;

    @Command(name = "rotate-key", description = RotateKey.DESCRIPTION)
    int rotateKey(@Mixin DataOption data) {
        return new RotateKey(spec.commandLine().getOut()).on(data);
    }

    @Command(name = "new-origin", description = NewOrigin.DESCRIPTION)
    int newOrigin(@Mixin DataOption data, @Mixin NewOrigin beginning) {
        return beginning.on(data);
    }
}
