package com.scaiwave.admin.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The golden files: payloads byte for byte as the log stores them. Only a personal value, whose
 * ciphertext differs each time, is written as {@code {"k":"<key>","c":"<the
 * value>","h":"<commitment>"}}.
 */
@NullMarked
final class Golden {
    /** The subject whose key seals the personal values of golden files. */
    static final String SUBJECT = "tnt_demo/actor:golden";

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Pattern SEALED =
            Pattern.compile("\\{\"k\":\"([0-9a-f]+)\",\"c\":\"([\\w-]+)\",\"h\":\"[\\w-]{43}\"}");
    private static final Pattern OPENED =
            Pattern.compile(
                    "\\{\"k\":\"<key>\",\"c\":\"<((?:[^\"\\\\]|\\\\\")*)>\",\"h\":\"<commitment>\"}");

    private final Vault vault;

    Golden(Vault vault) {
        this.vault = vault;
    }

    /** The names of all golden files. */
    static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return new TreeSet<>(
                    files.map(f -> f.getFileName().toString().replaceFirst("\\.json$", ""))
                            .toList());
        }
    }

    static String file(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name + ".json"));
    }

    /** The output of the codec, in the form of a golden file. */
    String opened(byte[] json) {
        return SEALED.matcher(new String(json, UTF_8)).replaceAll(this::open);
    }

    /** A golden file, in the form that the log stores. */
    byte[] sealed(String golden) {
        return OPENED.matcher(golden).replaceAll(this::seal).getBytes(UTF_8);
    }

    private String open(MatchResult personal) {
        String value = vault.open(personal.group(1), personal.group(2)).replace("\"", "\\\"");
        return Matcher.quoteReplacement(
                "{\"k\":\"<key>\",\"c\":\"<" + value + ">\",\"h\":\"<commitment>\"}");
    }

    private String seal(MatchResult personal) {
        Personal.Sealed sealed = vault.seal(SUBJECT, personal.group(1).replace("\\\"", "\""));
        return Matcher.quoteReplacement(
                "{\"k\":\"%s\",\"c\":\"%s\",\"h\":\"%s\"}"
                        .formatted(sealed.key(), sealed.cipher(), sealed.commitment()));
    }
}
