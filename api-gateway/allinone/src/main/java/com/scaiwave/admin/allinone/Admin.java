package com.scaiwave.admin.allinone;

import com.scaiwave.admin.assembly.RootCause;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0, 1 (failed), 2 (wrong usage). */
@Command(
        name = "admin",
        description = "The ScaiWave Admin API, on this machine.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = AdminVersion.class,
        subcommands = {
            ServeCommand.class,
            TokenCommand.class,
            ProjectionsCommand.class,
            VerifyCommand.class,
            ProofsCommand.class,
            RehearseCommand.class
        })
public final class Admin {
    /** These commands log as a server does; the others print errors only. */
    private static final Set<String> SERVING = Set.of("serve", "rehearse");

    private Admin() {}

    public static void main(String[] arguments) {
        if (arguments.length == 0 || !SERVING.contains(arguments[0])) {
            System.setProperty("logback.configurationFile", "quiet-logback.xml");
        }
        CommandLine commandLine = new CommandLine(new Admin());
        commandLine.setExecutionExceptionHandler((e, line, _) -> {
            line.getErr().println("admin: " + RootCause.of(e));
            return 1;
        });
        System.exit(
                commandLine.execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
    }
}
