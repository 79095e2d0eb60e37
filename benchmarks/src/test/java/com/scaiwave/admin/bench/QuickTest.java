package com.scaiwave.admin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.bench.bed.Settings;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that everything can be measured, not how fast it is. */
@NullMarked
@Tag("thorough")
class QuickTest {
    /** The row that counts violations. */
    private static final int LOSSES = 11;

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void every_row_is_measured_and_shown(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("quick.json");

        Report report = Bench.measure(HOME, Settings.smoke(), Bench.rows());
        Bench.write(report, json);

        assertThat(report.broken()).isEmpty();
        assertThat(report.figures().stream().map(Figure::row).collect(Collectors.toSet()))
                .isEqualTo(Bench.rows());
        assertThat(report.figures())
                .allMatch(f ->
                        f.row() == LOSSES ? f.subject().least() == 0 : f.subject().least() > 0);
        assertThat(report.table()).contains(report.figures().getLast().what());
        assertThat(Files.readString(json)).contains("\"figures\"");
        assertThat(Files.readString(folder.resolve("quick.svg"))).startsWith("<svg");
    }
}
