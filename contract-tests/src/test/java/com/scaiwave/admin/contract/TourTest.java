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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shell examples of the README and of docs, line by line as a reader pastes them, with the
 * output that is shown after them: {@code …} stands for any text within a line. An example is a
 * block that begins with {@code sh}; a block without a language is not run.
 */
@Tag("development")
class TourTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path README = ROOT.resolve("README.md");
    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final String DONE = "-- done --";
    private static final Pattern STEP =
            Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:\\n```text\\n(.*?)^```$)?");

    @ParameterizedTest
    @MethodSource("documents")
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void examples_print_what_their_document_shows(Path document) throws Exception {
        assumeTrue(
                System.getProperty("scaiwave.url") == null,
                "examples are for a deployment that is fresh");
        try (var shell = new Shell()) {
            for (Step step : steps(document)) {
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

    @Test
    void the_readme_has_a_tour() throws IOException {
        assertThat(examples(README)).hasSizeGreaterThan(5);
    }

    /** The README and each document of docs that has an example. */
    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                    if (!examples(file).isEmpty()) {
                        documents.add(file);
                    }
                }
            }
        }
        return documents;
    }

    private static List<MatchResult> examples(Path document) throws IOException {
        return STEP.matcher(Files.readString(document)).results().toList();
    }

    private static List<Step> steps(Path document) throws IOException {
        String address = Deployment.address().toString();
        return examples(document).stream()
                .map(found ->
                        new Step(
                                found.group(1).replace(ADDRESS, address).lines().toList(),
                                found.group(2) == null ? "" : found.group(2).stripTrailing()))
                .toList();
    }

    /**
     * Lines that a reader pastes together.
     *
     * @param shown the output that the document shows
     */
    private record Step(List<String> lines, String shown) {
        Pattern expected() {
            return Pattern.compile(
                    Arrays.stream(shown.split("…", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")));
        }
    }

    /** One shell per document, since its lines set variables. */
    private static final class Shell implements AutoCloseable {
        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        Shell() throws IOException {
            process = new ProcessBuilder("bash", "-u").redirectErrorStream(true).start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        /** Runs a line, which must succeed, and returns what it prints. */
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
