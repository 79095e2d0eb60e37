package com.scaiwave.admin.allinone;

import com.scaiwave.admin.assembly.offline.Attached;
import com.scaiwave.admin.assembly.offline.Attachment;
import com.scaiwave.admin.log.vault.MasterKey;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Option;

/** The data folder that a command works on, whether its server runs or not. */
final class DataOption implements Attachment {
    @Option(names = "--data", defaultValue = "./data", description = "The data folder.")
    private Path data;

    @Override
    public int during(ToIntFunction<Attached> work) {
        DataFolder folder = new DataFolder(data.toAbsolutePath().normalize());
        try (EmbeddedDatabase database = EmbeddedDatabase.attach(folder)) {
            MasterKey master = MasterKey.parse(folder.masterKey(MasterKey::generate));
            return work.applyAsInt(new Attached(database, master));
        }
    }
}
