package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.SmallSplit;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Section 2: a process is ready only if writes work, and it says that a disk is full. */
@WithOwnDeployment
@Tag("thorough")
class FullDiskTest {

    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private static final String LARGE = "x".repeat(20_000);

    @Test
    @Tag("development")
    void a_full_disk_is_named_and_forgotten_when_there_is_room_again()
            throws IOException, InterruptedException {
        AllInOne process = AllInOne.unprepared("full-disk");
        mount(process.data());
        try (process) {
            process.start(Map.of());
            Api admin = process.admin("tnt_demo", "usr_admin");
            admin.put(Given.STUDIO).json(object("enabled", true)).send().expect(200);
            assertThat(process.readiness()).isEqualTo(200);

            fill(process.data());
            Waiting.until("it is not ready", RECOVERY, () -> process.readiness() == 503);
            admin.put(Given.STUDIO)
                    .json(object("enabled", false))
                    .send()
                    .assertStatus()
                    .isIn(200, 503);
            assertThat(Files.readString(process.output()))
                    .contains("the disk of " + process.data() + " is full");

            Files.delete(ballast(process.data()));
            Waiting.until("it is ready again", RECOVERY, () -> process.readiness() == 200);
            admin.put(Given.STUDIO).json(object("enabled", true)).send().expect(200);

            process.stop();
            fill(process.data());
            String said = process.refusal(Map.of());
            assertThat(said)
                    .contains("the disk of " + process.data() + " is full")
                    .contains("MiB are free")
                    .doesNotContain("\tat ");
        } finally {
            run("umount", "-l", process.data().toString());
        }
    }

    /**
     * Only PostgreSQL sees its disk; the other processes learn of it from the error of an append.
     * That they answer that error with a 503 is shown by {@link DatabaseOfNodesTest} in each build.
     */
    @Test
    void a_database_whose_disk_is_full_is_not_ready_until_there_is_room_again()
            throws IOException, InterruptedException {
        Deployment.assumeSplit();
        Path disk = Files.createTempDirectory(TARGET, "full-disk-split");
        mount(disk);
        try (SmallSplit split = SmallSplit.start(Files.createDirectory(disk.resolve("data")))) {
            Api admin = split.admin("tnt_demo", "usr_admin");
            admin.put(Given.STUDIO).json(object("enabled", true)).send().expect(200);
            assertThat(split.readiness()).isEqualTo(200);

            fill(disk);
            Waiting.until(
                    "a large write finds no room",
                    RECOVERY,
                    () -> {
                        Response response = admin.put(Given.CONFIG).json(large()).send();
                        response.assertStatus().isIn(200, 503);
                        if (response.status() == 503) {
                            response.expectError(503, "SW_UNAVAILABLE");
                            assertThat(response.header("Retry-After")).isNotNull();
                        }
                        return response.status() == 503;
                    });
            Waiting.until("it is not ready", RECOVERY, () -> split.readiness() == 503);
            assertThat(split.output("command-1")).contains("the disk of the database is full");

            Files.delete(ballast(disk));
            Waiting.until("it is ready again", RECOVERY, () -> split.readiness() == 200);
            admin.put(Given.CONFIG).json(large()).send().expect(200);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static ObjectNode large() {
        return object(
                "system_prompt_templates",
                Stream.generate(() -> object("name", Fleet.slug(), "prompt", LARGE))
                        .limit(12)
                        .toList());
    }

    private static void mount(Path folder) throws IOException, InterruptedException {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", folder.toString()))
                .as("this process may mount")
                .isTrue();
    }

    private static Path ballast(Path folder) {
        return folder.resolve("ballast");
    }

    private static void fill(Path folder) throws IOException {
        byte[] zeros = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(ballast(folder))) {
            while (Files.getFileStore(folder).getUsableSpace() > zeros.length) {
                out.write(zeros);
            }
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
