package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.offline.NewOrigin;
import com.scaiwave.admin.assembly.offline.RotateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Manages keys and trees of the configured database, whether processes run or not. */
@Command(name = "proofs", description = "Replaces the signing key, or begins another tree.")
final class ProofsCommand {
    @Spec private CommandSpec spec;

    @Command(name = "rotate-key", description = RotateKey.DESCRIPTION)
    int rotateKey(
            @Parameters(paramLabel = "--name=value", description = "Properties.", arity = "0..*")
                    @Nullable List<String> properties) {
        return new RotateKey(spec.commandLine().getOut()).on(database(properties));
    }

    @Command(name = "new-origin", description = NewOrigin.DESCRIPTION)
    int newOrigin(
            @Mixin NewOrigin beginning,
            @Parameters(
                            index = "1..*",
                            paramLabel = "--name=value",
                            description = "Properties.",
                            arity = "0..*")
                    @Nullable List<String> properties) {
        return beginning.on(database(properties));
    }

    private ConfiguredDatabase database(@Nullable List<String> properties) {
        return new ConfiguredDatabase(NodeMain.checked(spec, properties));
    }
}
