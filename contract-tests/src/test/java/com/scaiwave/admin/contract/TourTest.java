package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.scaiwave.admin.contract.harness.Deployment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The tour of the README, line by line as a reader pastes it, against what the README says is seen:
 * {@code …} stands for any text within a line.
 */
@Tag("development")
class TourTest {

    private static final Path README = Path.of("../README.md");
    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final String DONE = "-- done --";
    private static final Pattern TOUR =
            Pattern.compile("(?ms)^## A five-minute tour$(.*?)(?=^## |\\z)");
    private static final Pattern STEP =
            Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:\\n```text\\n(.*?)^```\\n)?");

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void the_tour_of_the_readme_shows_what_it_says() throws Exception {
        assumeTrue(
                System.getProperty("scaiwave.url") == null,
                "the tour is for a deployment that is fresh");
        List<Step> steps = steps(Files.readString(README));
        assertThat(steps).hasSizeGreaterThan(5);
        try (var shell = new Shell()) {
            for (Step step : steps) {
                List<String> seen = new ArrayList<>();
                for (String line : step.lines()) {
                    seen.addAll(shell.run(line));
                }
                assertThat(String.join("\n", seen))
                        .as(String.join("\n", step.lines()))
                        .matches(step.expected());
            }
        }
    }

    private static List<Step> steps(String readme) {
        Matcher tour = TOUR.matcher(readme);
        assertThat(tour.find()).as("the README has a tour").isTrue();
        String address = Deployment.address().toString();
        return STEP.matcher(tour.group(1))
                .results()
                .map(found ->
                        new Step(
                                found.group(1).replace(ADDRESS, address).lines().toList(),
                                found.group(2) == null ? "" : found.group(2).stripTrailing()))
                .toList();
    }

    /**
     * Lines that are pasted together.
     *
     * @param shown what the README says that they print
     */
    private record Step(List<String> lines, String shown) {
        Pattern expected() {
            return Pattern.compile(
                    Arrays.stream(shown.split("…", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")));
        }
    }

    /** One shell for the whole tour, since its lines set variables. */
    private static final class Shell implements AutoCloseable {
        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        Shell() throws IOException {
            process = new ProcessBuilder("bash", "-u").redirectErrorStream(true).start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        /** What a line prints; it must succeed. */
        List<String> run(String line) throws IOException {
            in.write(line + "\necho \"" + DONE + "$?\"\n");
            in.flush();
            List<String> printed = new ArrayList<>();
            for (String next = out.readLine(); next != null; next = out.readLine()) {
                if (next.startsWith(DONE)) {
                    assertThat(next.substring(DONE.length()))
                            .as(line + "\n" + String.join("\n", printed))
                            .isEqualTo("0");
                    return printed;
                }
                printed.add(next.stripTrailing());
            }
            throw new AssertionError("the shell ended in: " + line + "\n" + printed);
        }

        @Override
        public void close() throws IOException {
            in.close();
            process.destroy();
        }
    }
}
