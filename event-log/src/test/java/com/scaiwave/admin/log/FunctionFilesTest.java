package com.scaiwave.admin.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each function of the log has one body, in one file. The last migration that includes it names the
 * digest of the file, without the lines that are comments. A changed body therefore needs a
 * migration with a new number, and an older version refuses to start on its data.
 */
@NullMarked
class FunctionFilesTest {
    private static final Path LOG = Path.of("src/main/resources/db/log");
    private static final Path MIGRATIONS = LOG.resolve("migrations");
    private static final Path FUNCTIONS = LOG.resolve("functions");

    @ParameterizedTest
    @MethodSource("functions")
    void a_changed_function_comes_with_a_migration_of_a_new_number(String function)
            throws Exception {
        String line = "-- " + function + ".sql " + digest(FUNCTIONS.resolve(function + ".sql"));
        assertThat(Files.readString(lastThatBrings(function)))
                .as(
                        "%s.sql was changed: add V%d__….sql that says what changed, with these two"
                                + " lines:%n%s%n${%s}",
                        function, highest() + 1, line, function)
                .contains(line + "\n${" + function + "}\n");
    }

    @Test
    void every_file_is_a_function_and_every_function_is_defined_in_its_file_only()
            throws IOException {
        assertThat(functions()).containsExactlyElementsOf(LogSchema.FUNCTIONS);
        for (String function : LogSchema.FUNCTIONS) {
            String body = Files.readString(FUNCTIONS.resolve(function + ".sql"));
            assertThat(body.split("create or replace function ", -1)).hasSize(2);
            assertThat(body).contains("create or replace function " + function + "(");
        }
        for (Path migration : migrations()) {
            assertThat(Files.readString(migration))
                    .doesNotContainPattern("(?i)create\\s+(or\\s+replace\\s+)?function");
        }
    }

    static List<String> functions() throws IOException {
        try (Stream<Path> files = Files.list(FUNCTIONS)) {
            return files.map(f -> f.getFileName().toString().replace(".sql", "")).sorted().toList();
        }
    }

    private static Path lastThatBrings(String function) throws IOException {
        for (Path migration : migrations().reversed()) {
            if (Files.readString(migration).contains("\n${" + function + "}\n")) {
                return migration;
            }
        }
        throw new AssertionError("no migration has a line ${" + function + "}");
    }

    private static int highest() throws IOException {
        return number(migrations().getLast());
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.sorted(Comparator.comparingInt(FunctionFilesTest::number)).toList();
        }
    }

    /** The number of {@code V13__functions.sql} is 13. */
    private static int number(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
        String body = Files.readString(file).replaceAll("(?m)^ *--.*\\n", "");
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
    }
}
