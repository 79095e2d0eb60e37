package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of the code is so: properties, links, and the names of types. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of(
                    "shared-events",
                    "event-log",
                    "views",
                    "shared-web",
                    "command-side",
                    "query-side",
                    "api-gateway/assembly",
                    "api-gateway/allinone",
                    "api-gateway/split",
                    "contract-tests");
    private static final Pattern TABLE =
            Pattern.compile("(?s)<!-- properties: .*? -->\\n(.*?)<!-- /properties -->");
    private static final Pattern PROPERTIES =
            Pattern.compile("@ConfigurationProperties\\(\"([^\"]+)\"\\)\\s+public record (\\w+)");
    private static final Pattern RECORD =
            Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/(?:\\s*@[^\\n]+)?\\s+public record ");
    private static final Pattern COMPONENT =
            Pattern.compile(
                    "(?s)(@DefaultValue(?:\\(\"([^\"]*)\"\\))?\\s+)?(@Nullable\\s+)?([\\w<>]+)\\s+(\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern TYPE = Pattern.compile("`((?:[A-Z][a-z]+){2,})`");
    private static final Pattern DECLARED =
            Pattern.compile("(?:class|record|interface|enum) (\\w+)");

    @Test
    void the_readme_has_every_property_with_its_default() throws IOException {
        Matcher table = TABLE.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(table.find()).isTrue();
        assertThat(table.group(1).strip())
                .as("the table that belongs into README.md:\n\n" + propertyTable() + "\n\n")
                .isEqualTo(propertyTable());
    }

    @Test
    void every_link_leads_to_a_file() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            for (String link : found(LINK, Files.readString(document))) {
                if (!Files.exists(document.resolveSibling(link))) {
                    dead.add(document + ": " + link);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void every_type_that_contributing_names_is_there() throws IOException {
        TreeSet<String> types = new TreeSet<>();
        for (Path file : javaFiles()) {
            types.addAll(found(DECLARED, Files.readString(file)));
        }
        assertThat(types)
                .containsAll(found(TYPE, Files.readString(ROOT.resolve("CONTRIBUTING.md"))));
    }

    private static String propertyTable() throws IOException {
        StringBuilder table =
                new StringBuilder("| property | default | says |\n| --- | --- | --- |\n");
        for (Path file : javaFiles()) {
            String source = Files.readString(file);
            Matcher properties = PROPERTIES.matcher(source);
            if (properties.find() && !file.toString().contains("src/test")) {
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

    /** What the Javadoc before a record says of its components. */
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

    /** The same text, with components called as their properties are. */
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

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String folder : List.of("", "docs/adr")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }

    private static List<Path> javaFiles() {
        return MODULES.stream()
                .flatMap(module -> files(ROOT.resolve(module).resolve("src")))
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
