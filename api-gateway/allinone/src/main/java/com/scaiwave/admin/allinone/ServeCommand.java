package com.scaiwave.admin.allinone;

import com.scaiwave.admin.command.demo.DemoDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in one process, on loopback, until it is told to stop. */
@Command(
        name = "serve",
        description =
                "Runs the API on this machine, with an embedded PostgreSQL and development tokens.")
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "8080",
            description =
                    "The port to listen on, on 127.0.0.1; 0 is any that is free (default:"
                            + " ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            defaultValue = "./data",
            description =
                    "The folder that keeps the data between runs (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DataFolder folder = new DataFolder(data.toAbsolutePath().normalize());
        folder.create();
        new DiskSpace(folder.path()).require();
        FileLock lock = folder.lock();
        checkFree(port);
        say(out, "starting PostgreSQL and the API; data and log are in " + folder.path());
        ConfigurableApplicationContext context = start(folder, port);
        CountDownLatch closed = new CountDownLatch(1);
        context.addApplicationListener(
                (ApplicationListener<ContextClosedEvent>) _ -> closed.countDown());
        ready(out, context.getEnvironment().getRequiredProperty("local.server.port"));
        say(
                out,
                "metrics are at http://127.0.0.1:"
                        + context.getEnvironment().getProperty("local.management.port")
                        + "/actuator/prometheus");
        closed.await();
        lock.channel();
        return 0;
    }

    /** Checks the port first, so that PostgreSQL is not started for nothing. */
    private static void checkFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "can't listen on port "
                            + port
                            + " ("
                            + e.getMessage()
                            + "): choose another with --port");
        }
    }

    /** Starts everything, listening on a port, with the demo tenant. */
    static ConfigurableApplicationContext start(DataFolder folder, int port) {
        folder.checkDatabase(EmbeddedDatabase.VERSION);
        ConfigurableApplicationContext context =
                application(folder, port)
                        .run("--server.port=" + port, "--server.address=127.0.0.1");
        context.getBean(DemoDirectory.class).create();
        return context;
    }

    private static SpringApplication application(DataFolder folder, int port) {
        SpringApplication application = new SpringApplication(AllInOneConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setDefaultProperties(
                Map.of(
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        port,
                        "scaiwave.data",
                        folder.path().toString(),
                        "scaiwave.auth.development-tokens",
                        true,
                        "logging.file.name",
                        folder.log().toString()));
        return application;
    }

    private static void ready(PrintWriter out, String port) {
        String url = "http://127.0.0.1:" + port;
        say(out, "ready " + url);
        say(out, "");
        say(
                out,
                "  TOKEN=$(curl -s -X POST "
                        + url
                        + "/dev/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')");
        say(out, "  curl -s -H \"Authorization: Bearer $TOKEN\" " + url + "/v1/admin/ai-config");
        say(out, "");
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
