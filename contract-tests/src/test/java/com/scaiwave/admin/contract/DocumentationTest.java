package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/**
 * The documents agree with the code: properties, links and their headings, names of types and
 * modules. Every Markdown file is checked, except those that builds write.
 */
class DocumentationTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path CONFIGURATION = ROOT.resolve("docs/configuration.md");

    /** The declared order of the table of properties. */
    private static final List<String> CONFIGURED =
            List.of(
                    "shared-events",
                    "event-log",
                    "views",
                    "shared-web",
                    "command-side",
                    "query-side",
                    "api-gateway/assembly",
                    "api-gateway/allinone",
                    "api-gateway/split");

    private static final int LONGEST_README = 250;
    private static final int LONGEST_ADR = 60;
    private static final Pattern TABLE =
            Pattern.compile("(?s)<!-- properties: .*? -->\\n(.*?)<!-- /properties -->");
    private static final Pattern PROPERTIES =
            Pattern.compile("@ConfigurationProperties\\(\"([^\"]+)\"\\)\\s+public record (\\w+)");
    private static final Pattern RECORD =
            Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/(?:\\s*@[^\\n]+)?\\s+public record ");
    private static final Pattern COMPONENT =
            Pattern.compile(
                    "(?s)(@DefaultValue(?:\\(\"([^\"]*)\"\\))?\\s+)?(@Nullable\\s+)?([\\w<>]+)\\s+(\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s:]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*?) *$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern NAMED_PROPERTY = Pattern.compile("`(scaiwave\\.[a-z.-]*[a-z])`");
    private static final Pattern TYPE = Pattern.compile("`((?:[A-Z][a-z]+){2,})(?:\\.\\w+)?`");
    private static final Pattern DECLARED =
            Pattern.compile("(?:class|record|interface|enum) (\\w+)");
    private static final Pattern IMPORTED = Pattern.compile("import [\\w.]+\\.([A-Z]\\w+);");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @Test
    void the_configuration_has_every_property_with_its_default() throws IOException {
        Matcher table = TABLE.matcher(Files.readString(CONFIGURATION));
        assertThat(table.find()).isTrue();
        assertThat(table.group(1).strip())
                .as("the table that belongs into " + CONFIGURATION + ":\n\n" + propertyTable())
                .isEqualTo(propertyTable());
    }

    @Test
    void every_property_that_a_document_names_is_one() throws IOException {
        List<String> properties = found(NAMED_PROPERTY, propertyTable());
        assertThat(properties).hasSizeGreaterThan(20);
        List<String> unknown = new ArrayList<>();
        for (Path document : documents()) {
            for (String name : found(NAMED_PROPERTY, Files.readString(document))) {
                if (properties.stream()
                        .noneMatch(p -> p.equals(name) || p.startsWith(name + "."))) {
                    unknown.add(document + ": " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void every_link_leads_to_a_file_and_to_a_heading_of_it() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            for (String link : found(LINK, withoutBlocks(document))) {
                String[] fileAndHeading = link.split("#", 2);
                Path target =
                        fileAndHeading[0].isEmpty()
                                ? document
                                : document.resolveSibling(fileAndHeading[0]);
                boolean leads =
                        Files.exists(target)
                                && (fileAndHeading.length == 1
                                        || anchors(target).contains(fileAndHeading[1]));
                if (!leads) {
                    dead.add(document + ": " + link);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void every_type_that_a_document_names_is_declared_or_imported() throws IOException {
        Set<String> types = new HashSet<>();
        for (Path file : filesBelowRoot(".java")) {
            String source = Files.readString(file);
            types.addAll(found(DECLARED, source));
            types.addAll(found(IMPORTED, source));
        }
        List<String> unknown = new ArrayList<>();
        for (Path document : documents()) {
            for (String name : found(TYPE, Files.readString(document))) {
                if (!types.contains(name)) {
                    unknown.add(document + ": " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void contributing_has_a_row_for_every_module() throws IOException {
        List<String> modules = found(MODULE, Files.readString(ROOT.resolve("pom.xml")));
        assertThat(modules).hasSizeGreaterThan(9);
        String contributing = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
        assertThat(modules)
                .allSatisfy(m -> assertThat(contributing).contains("\n| `" + m + "` | "));
    }

    @Test
    void the_index_has_every_document() throws IOException {
        String index = Files.readString(ROOT.resolve("docs/README.md"));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .filteredOn(name -> !name.equals("README.md"))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    @Test
    void the_readme_and_decisions_are_short() throws IOException {
        assertThat(ROOT.resolve("README.md")).satisfies(isAtMost(LONGEST_README));
        assertThat(documents())
                .filteredOn(file -> file.startsWith(ROOT.resolve("docs/adr")))
                .hasSizeGreaterThan(20)
                .allSatisfy(isAtMost(LONGEST_ADR));
    }

    private static ThrowingConsumer<Path> isAtMost(int lines) {
        return file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(lines);
    }

    private static String withoutBlocks(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document)).replaceAll("");
    }

    /** The anchors of headings on GitHub: repeated ones end with a number. */
    private static Set<String> anchors(Path document) throws IOException {
        Set<String> anchors = new HashSet<>();
        for (String heading : found(HEADING, withoutBlocks(document))) {
            String anchor =
                    heading.toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                            .replace(' ', '-');
            String unique = anchor;
            for (int i = 1; !anchors.add(unique); i++) {
                unique = anchor + "-" + i;
            }
        }
        return anchors;
    }

    private static String propertyTable() throws IOException {
        StringBuilder table =
                new StringBuilder("| property | default | says |\n| --- | --- | --- |\n");
        for (Path file : configuredFiles()) {
            String source = Files.readString(file);
            Matcher properties = PROPERTIES.matcher(source);
            if (properties.find()) {
                rows(source, properties.group(2), properties.group(1), table);
            }
        }
        return table.toString().strip();
    }

    /** The components of a record, and of the records within it, as rows. */
    private static void rows(String source, String type, String prefix, StringBuilder table) {
        int start = source.indexOf("public record " + type + "(");
        assertThat(start).as(type).isNotNegative();
        int open = source.indexOf('(', start);
        Map<String, String> says = says(source, start + "public record ".length());
        Matcher component = COMPONENT.matcher(source.substring(open + 1, closing(source, open)));
        while (component.find()) {
            String name = component.group(5);
            String property = prefix + "." + kebab(name);
            String nested = component.group(4);
            if (source.contains("public record " + nested + "(")) {
                rows(source, nested, property, table);
                continue;
            }
            String value = component.group(2);
            assertThat(says).as(type).containsKey(name);
            table.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(
                                    property,
                                    value == null ? "" : "`" + value + "`",
                                    says.get(name)));
        }
    }

    /** The Javadoc's texts about the components of a record. */
    private static Map<String, String> says(String source, int end) {
        String doc =
                RECORD.matcher(source)
                        .results()
                        .filter(found -> found.end() == end)
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow()
                        .replaceAll("\\n\\s*\\* ?", "\n");
        Map<String, String> says = new HashMap<>();
        for (String param : doc.split("\\n@param ", -1)) {
            String text = param.replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s+", " ");
            String[] nameAndText = text.strip().split(" ", 2);
            says.put(nameAndText[0], kebabWithin(nameAndText[nameAndText.length - 1]));
        }
        return says;
    }

    /** The same text, with the names of components replaced by those of their properties. */
    private static String kebabWithin(String text) {
        return Pattern.compile("`[a-z]+[A-Z]\\w*`")
                .matcher(text)
                .replaceAll(found -> kebab(found.group()));
    }

    private static int closing(String source, int open) {
        int depth = 0;
        for (int i = open; i < source.length(); i++) {
            depth += source.charAt(i) == '(' ? 1 : source.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new AssertionError("no closing parenthesis");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
    }

    private static List<Path> documents() {
        List<Path> documents = filesBelowRoot(".md");
        assertThat(documents).contains(ROOT.resolve("README.md"), CONFIGURATION);
        return documents;
    }

    /** All files with this ending, except those of builds and tools. */
    private static List<Path> filesBelowRoot(String ending) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    ROOT,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            String name = folder.getFileName().toString();
                            boolean isOurs =
                                    !name.startsWith(".")
                                            && !Set.of("target", "data", "node_modules")
                                                    .contains(name);
                            return isOurs || folder.equals(ROOT)
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.SKIP_SUBTREE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (file.toString().endsWith(ending)) {
                                found.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    private static List<Path> configuredFiles() {
        return CONFIGURED.stream()
                .flatMap(module -> files(ROOT.resolve(module).resolve("src/main")))
                .filter(file -> file.toString().endsWith(".java"))
                .sorted()
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
