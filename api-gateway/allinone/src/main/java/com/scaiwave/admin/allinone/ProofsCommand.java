package com.scaiwave.admin.allinone;

import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.assembly.Pools;
import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.sealing.Trees;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Manages keys and trees of a data folder, whether its server runs or not. */
@Command(name = "proofs", description = "Replaces the signing key, or begins another tree.")
final class ProofsCommand {
    private static final int CONNECTIONS = 2;

    @Spec private CommandSpec spec;

    @Command(
            name = "rotate-key",
            description =
                    "Signs checkpoints with a new key, and for 90 days with the old one as well.")
    int rotateKey(
            @Option(names = "--data", defaultValue = "./data", description = "The data folder.")
                    Path data) {
        VerifierKey key = with(data, Trees::rotateKey);
        say("the new key is " + key.vkey());
        return 0;
    }

    @Command(
            name = "new-origin",
            description =
                    "After a restore that lost sealed events: begins another tree, under another"
                            + " origin.")
    int newOrigin(
            @Parameters(paramLabel = "NAME", description = "The origin of the new tree.")
                    String origin,
            @Option(
                            names = "--checkpoint",
                            paramLabel = "FILE",
                            description =
                                    "The last checkpoint of the old tree that was published"
                                            + " (default: the one in the database).")
                    @Nullable Path checkpoint,
            @Option(names = "--data", defaultValue = "./data", description = "The data folder.")
                    Path data) {
        Optional<TreeHead> lost = Optional.ofNullable(checkpoint).map(ProofsCommand::head);
        Tree tree = with(data, trees -> trees.newOrigin(origin, lost));
        say("the tree " + tree.origin() + " begins at position " + tree.first());
        return 0;
    }

    private static TreeHead head(Path file) {
        try {
            return TreeHead.parse(SignedNote.parse(Files.readAllBytes(file)).text());
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private static <T> T with(Path data, Function<Trees, T> work) {
        DataFolder folder = new DataFolder(data.toAbsolutePath().normalize());
        try (EmbeddedDatabase database = EmbeddedDatabase.attach(folder);
                HikariDataSource command =
                        Pools.pool("command", database.as(DatabaseRole.COMMAND), CONNECTIONS);
                HikariDataSource projector =
                        Pools.pool("projector", database.as(DatabaseRole.PROJECTOR), CONNECTIONS)) {
            MasterKey master = MasterKey.parse(folder.masterKey(MasterKey::generate));
            try (EventLog log =
                    new EventLog(
                            LogName.ADMINISTRATION,
                            command,
                            new EventCodec(Vault.open(command, master)))) {
                return work.apply(new Trees(projector, master, log, Clock.systemUTC()));
            }
        }
    }
}
