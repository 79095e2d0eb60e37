package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Section 2: ready is only said when writes work, and a full disk is named. */
@Tag("development")
class FullDiskTest {

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @Test
    void a_full_disk_is_named_and_forgotten_when_there_is_room_again()
            throws IOException, InterruptedException {
        AllInOne process = AllInOne.prepare("full-disk");
        assumeThat(
                        run(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=300m",
                                "tmpfs",
                                process.data().toString()))
                .as("this process may mount")
                .isTrue();
        try {
            process.start(Map.of());
            Api admin = process.admin("tnt_demo", "usr_admin");
            admin.put(Given.STUDIO).json(object("enabled", true)).send().expect(200);
            assertThat(readiness(process)).isEqualTo(200);

            fill(process.data());
            Eventually.until("it is not ready", RECOVERY, () -> readiness(process) == 503);
            admin.put(Given.STUDIO)
                    .json(object("enabled", false))
                    .send()
                    .assertStatus()
                    .isIn(200, 503);
            assertThat(Files.readString(process.output()))
                    .contains("the disk of " + process.data() + " is full");

            Files.delete(ballast(process.data()));
            Eventually.until("it is ready again", RECOVERY, () -> readiness(process) == 200);
            admin.put(Given.STUDIO).json(object("enabled", true)).send().expect(200);

            process.stop();
            fill(process.data());
            String said = process.refusal(Map.of());
            assertThat(said)
                    .contains("the disk of " + process.data() + " is full")
                    .contains("MiB are free")
                    .doesNotContain("\tat ");
        } finally {
            process.close();
            run("umount", "-l", process.data().toString());
        }
    }

    private static int readiness(AllInOne process) {
        return process.anonymous().get("/actuator/health/readiness").send().status();
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
