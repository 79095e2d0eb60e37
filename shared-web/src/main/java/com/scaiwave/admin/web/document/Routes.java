package com.scaiwave.admin.web.document;

import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operations of a raw path; no other code parses paths. A variable is one segment, but a
 * model's slug is one to four of them, with slashes raw or as {@code %2F}, and a tile one to nine.
 * No other variable may contain an escaped slash, and nothing is decoded twice.
 */
public final class Routes {

    /** The variables of several segments, each with the most that it has. */
    private static final Map<String, Integer> LONG = Map.of("{slug}", 4, "{tile}", 9);

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:@!$&'()*+,;=%-]*");

    private final Map<List<String>, List<Operation>> byTemplate = new LinkedHashMap<>();

    public Routes(ApiDocument document) {
        document.operations().stream()
                .sorted(Comparator.comparingLong(o -> variables(o.template())))
                .forEach(o ->
                        byTemplate.computeIfAbsent(o.template(), _ -> new ArrayList<>()).add(o));
    }

    /**
     * The operations and variables of a path.
     *
     * @param rawPath as sent, not decoded
     * @return null if the document has no such path
     */
    public @Nullable Match match(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return null;
        }
        List<String> segments = Arrays.asList(rawPath.substring(1).split("/", -1));
        for (Map.Entry<List<String>, List<Operation>> route : byTemplate.entrySet()) {
            Map<String, String> variables = new LinkedHashMap<>();
            if (fits(route.getKey(), segments, variables)) {
                return new Match(route.getValue(), Map.copyOf(variables));
            }
        }
        return null;
    }

    private static boolean fits(
            List<String> template, List<String> segments, Map<String, String> variables) {
        String name = template.stream().filter(LONG::containsKey).findFirst().orElse(null);
        if (name == null) {
            return template.size() == segments.size() && each(template, segments, variables);
        }
        int slug = template.indexOf(name);
        int length = segments.size() - template.size() + 1;
        if (length < 1
                || !each(template.subList(0, slug), segments.subList(0, slug), variables)
                || !each(
                        template.subList(slug + 1, template.size()),
                        segments.subList(slug + length, segments.size()),
                        variables)) {
            return false;
        }
        String joined = decode(String.join("/", segments.subList(slug, slug + length)), true);
        if (joined == null || joined.split("/", -1).length > LONG.getOrDefault(name, 1)) {
            return false;
        }
        variables.put(name.substring(1, name.length() - 1), joined);
        return true;
    }

    private static boolean each(
            List<String> template, List<String> segments, Map<String, String> variables) {
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                String value = decode(segments.get(i), false);
                if (value == null || value.isEmpty()) {
                    return false;
                }
                variables.put(expected.substring(1, expected.length() - 1), value);
            } else if (!expected.equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Decodes once; null if the text is malformed, or has a slash that is not allowed. */
    private static @Nullable String decode(String raw, boolean slashes) {
        String unescaped = ESCAPE.matcher(raw).replaceAll("");
        if (unescaped.contains("%") || !PLAIN.matcher(unescaped.replace("/", "")).matches()) {
            return null;
        }
        String decoded = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        boolean clean =
                decoded.indexOf('\ufffd') < 0
                        && decoded.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\');
        return clean && (slashes || decoded.indexOf('/') < 0) ? decoded : null;
    }

    private static long variables(List<String> template) {
        return template.stream().filter(s -> s.startsWith("{")).count();
    }

    /**
     * The operations of one path.
     *
     * @param variables the path's variables, decoded
     */
    public record Match(List<Operation> operations, Map<String, String> variables) {

        /**
         * The operation of a method; {@code HEAD} is treated as {@code GET}.
         *
         * @throws Refusal 405 if the path does not have the method
         */
        public Operation operation(String method) {
            String wanted = method.equals("HEAD") ? "GET" : method;
            return operations.stream()
                    .filter(o -> o.method().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new Refusal.MethodNotAllowed(allow()));
        }

        private String allow() {
            TreeSet<String> methods = new TreeSet<>();
            for (Operation operation : operations) {
                methods.add(operation.method());
                if (operation.method().equals("GET")) {
                    methods.add("HEAD");
                }
            }
            return String.join(", ", methods);
        }
    }

    /** The refusal of a path that has no route. */
    public static Refusal notFound() {
        return new Refusal(ErrorCode.SW_NOT_FOUND, "There is nothing at this path.");
    }
}
