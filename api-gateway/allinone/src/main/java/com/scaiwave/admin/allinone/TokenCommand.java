package com.scaiwave.admin.allinone;

import com.scaiwave.admin.allinone.DevelopmentTokens.Wanted;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a development token; without options, one of a tenant admin of the demo tenant. */
@Command(
        name = "token",
        description = "Prints a token for the development run of the same data folder.")
final class TokenCommand implements Callable<Integer> {
    @Option(names = "--data", defaultValue = "./data", description = "The data folder of the run.")
    private Path data;

    @Option(names = "--sub", description = "The subject (default: dev).")
    private @Nullable String sub;

    @Option(names = "--tenant", description = "The tenant_id.")
    private @Nullable String tenant;

    @Option(names = "--partner", description = "The partner_id.")
    private @Nullable String partner;

    @Option(names = "--role", description = "A role; may be repeated.")
    private @Nullable List<String> roles;

    @Option(names = "--permission", description = "A permission; may be repeated.")
    private @Nullable List<String> permissions;

    @Option(names = "--actor-type", description = "user or service.")
    private @Nullable String actorType;

    @Option(names = "--ttl", description = "Seconds until it expires (default: 3600).")
    private @Nullable Long ttl;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        DataFolder folder = new DataFolder(data.toAbsolutePath().normalize());
        folder.create();
        Wanted wanted = new Wanted(sub, tenant, partner, roles, permissions, actorType, ttl);
        spec.commandLine()
                .getOut()
                .println(new DevelopmentTokens(folder, Clock.systemUTC()).sign(wanted));
        return 0;
    }
}
