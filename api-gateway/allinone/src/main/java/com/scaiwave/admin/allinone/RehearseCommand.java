package com.scaiwave.admin.allinone;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Serves its own requests for a few seconds, on data that is then deleted. The JVM can record which
 * classes and methods were used, and later JVMs start faster with that (see {@code ./admin}).
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Serves a few seconds of requests of its own, on data that it throws away.")
final class RehearseCommand implements Callable<Integer> {
    @Option(
            names = "--seconds",
            defaultValue = "8",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        Path data = Files.createTempDirectory("scaiwave-rehearsal");
        try {
            try (ConfigurableApplicationContext context =
                            ServeCommand.start(new DataFolder(data), 0);
                    HttpClient http = HttpClient.newHttpClient()) {
                String port = context.getEnvironment().getRequiredProperty("local.server.port");
                new Rehearsal(URI.create("http://127.0.0.1:" + port), http)
                        .run(Duration.ofSeconds(seconds));
            }
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
        return 0;
    }
}
