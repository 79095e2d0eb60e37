package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.RootCause;
import com.scaiwave.admin.assembly.offline.Verify;
import com.scaiwave.admin.command.demo.DemoDirectory;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.split.gateway.GatewayConfiguration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0, 1 (failed), 2 (wrong usage). */
@Command(
        name = "node",
        description = "A process of the ScaiWave Admin API.",
        footer =
                "Properties are given as --name=value, as environment variables, or as files in"
                        + " /run/secrets.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = NodeVersion.class,
        subcommands = ProofsCommand.class)
public final class NodeMain {
    @Spec private CommandSpec spec;

    private NodeMain() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new NodeMain());
        commandLine.setExecutionExceptionHandler((e, line, _) -> {
            line.getErr().println("node: " + RootCause.of(e));
            return 1;
        });
        commandLine.setUnmatchedOptionsArePositionalParams(true);
        System.exit(
                commandLine.execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
    }

    @Command(
            name = "migrate",
            description =
                    "Creates or upgrades roles, database and tables; run it before the others"
                            + " start, and before each new version.")
    int migrate(@Mixin Properties properties) {
        application(MigrationConfiguration.class, WebApplicationType.NONE)
                .run(checked(spec, properties.given).toArray(String[]::new))
                .close();
        say("the database is ready");
        return 0;
    }

    @Command(name = "command", description = "Serves the writes, until it is told to stop.")
    int command(
            @Option(
                            names = "--demo",
                            description = "Creates prt_demo and tnt_demo, to try the API.")
                    boolean demo,
            @Mixin Properties properties)
            throws InterruptedException {
        return serve(
                CommandNodeConfiguration.class,
                properties,
                context -> {
                    if (demo) {
                        context.getBean(DemoDirectory.class).create();
                    }
                });
    }

    @Command(name = "query", description = "Serves the reads, until it is told to stop.")
    int query(@Mixin Properties properties) throws InterruptedException {
        return serve(QueryNodeConfiguration.class, properties, _ -> {});
    }

    @Command(
            name = "gateway",
            description = "Routes reads to the query side and the rest to the command side.")
    int gateway(@Mixin Properties properties) throws InterruptedException {
        return serve(GatewayConfiguration.class, properties, _ -> {});
    }

    @Command(
            name = "new-master-key",
            description = "Prints a new master key, to be kept in a secret store.")
    int newMasterKey() {
        say(MasterKey.generate());
        return 0;
    }

    @Command(name = "verify", description = Verify.DESCRIPTION)
    int verify(@Mixin Verify verify, @Mixin Properties properties) {
        return verify.on(new ConfiguredDatabase(checked(spec, properties.given)));
    }

    private int serve(Class<?> configuration, Properties properties, Begun begun)
            throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        SpringApplication application = application(configuration, WebApplicationType.SERVLET);
        application.addListeners((ApplicationListener<ContextClosedEvent>) _ -> closed.countDown());
        ConfigurableApplicationContext context =
                application.run(checked(spec, properties.given).toArray(String[]::new));
        begun.with(context);
        say("ready on port " + context.getEnvironment().getProperty("local.server.port"));
        closed.await();
        return 0;
    }

    static SpringApplication application(Class<?> configuration, WebApplicationType type) {
        SpringApplication application = new SpringApplication(configuration);
        application.setBannerMode(Banner.Mode.OFF);
        application.setWebApplicationType(type);
        return application;
    }

    /** The properties of a command line; a {@link ParameterException} names what is none. */
    static List<String> checked(CommandSpec spec, @Nullable List<String> properties) {
        List<String> all = properties == null ? List.of() : properties;
        for (String property : all) {
            if (!property.startsWith("--") || !property.contains("=")) {
                throw new ParameterException(spec.commandLine(), "Unknown argument: " + property);
            }
        }
        return all;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    /** The properties of a process, as arguments. */
    static final class Properties {
        @Parameters(paramLabel = "--name=value", description = "Properties.", arity = "0..*")
        private @Nullable List<String> given;
    }

    /** What is done as soon as a process serves. */
    private interface Begun {
        void with(ConfigurableApplicationContext context);
    }
}
