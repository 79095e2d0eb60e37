package com.scaiwave.admin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks that {@code ./admin} runs the product, and makes an AOT cache that the JVM accepts. */
@NullMarked
class QuickStartTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path APP = HOME.resolve("api-gateway/allinone/target/app");

    @Test
    void the_command_line_finds_a_jdk_and_the_jar() throws Exception {
        assertThat(run(HOME.resolve("admin").toString(), "--version"))
                .contains("admin ")
                .doesNotContain("building");
    }

    @Test
    @Tag("thorough")
    void what_is_prepared_is_used() throws Exception {
        assertThat(run(HOME.resolve("admin").toString(), "prepare")).doesNotContain("failed");

        assertThat(version("admin.aot", "on")).contains("admin ").doesNotContain("[error]");
    }

    @Test
    @Tag("thorough")
    void without_an_aot_cache_the_jvm_starts_all_the_same() throws Exception {
        run(HOME.resolve("admin").toString(), "prepare");

        assertThat(version("none.aot", "auto")).contains("admin ");
        assertThat(Files.exists(APP.resolve("none.aot"))).isFalse();
    }

    private static String version(String cache, String mode) throws Exception {
        return run(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:AOTMode=" + mode,
                "-XX:AOTCache=" + APP.resolve(cache),
                "-jar",
                APP.resolve("admin.jar").toString(),
                "--version");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
