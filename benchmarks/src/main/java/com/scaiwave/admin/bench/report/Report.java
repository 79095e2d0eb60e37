package com.scaiwave.admin.bench.report;

import com.scaiwave.admin.bench.report.Figure.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of a run.
 *
 * @param run the machine, time and settings of the run, by name
 * @param broken the rows that could not be measured, and why
 */
public record Report(Map<String, Object> run, List<Figure> figures, List<String> broken) {
    private static final List<String> HEADER =
            List.of("#", "figure", "here", "peer", "ratio", "target", "");

    private static final String RULE = "---";

    /** A table that a terminal and Markdown both show. */
    public String table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        figures.forEach(f -> lines.add(line(f)));
        int[] widths = new int[HEADER.size()];
        Arrays.fill(widths, RULE.length());
        for (List<String> line : lines) {
            for (int n = 0; n < widths.length; n++) {
                widths[n] = Math.max(widths[n], line.get(n).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (int n = 0; n < lines.size(); n++) {
            append(table, lines.get(n), widths);
            if (n == 0) {
                append(table, HEADER.stream().map(_ -> RULE).toList(), widths);
            }
        }
        return table.toString();
    }

    /** All figures as JSON, with the numbers of all rounds. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("run", run);
        all.put("broken", broken);
        all.put("figures", figures.stream().map(Report::fields).toList());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(all)
                + "\n";
    }

    private static void append(StringBuilder table, List<String> cells, int[] widths) {
        for (int n = 0; n < widths.length; n++) {
            String cell = cells.get(n);
            table.append("| ").append(cell).append(" ".repeat(widths[n] - cell.length() + 1));
        }
        table.append("|\n");
    }

    private static List<String> line(Figure f) {
        Peer peer = f.peer();
        return List.of(
                Integer.toString(f.row()),
                f.what(),
                text(f.subject(), f.unit()),
                peer == null ? "" : text(peer.series(), f.unit()) + ", " + peer.name(),
                peer == null ? "" : number(f.ratio()) + " ×",
                f.target().text(f.unit()),
                f.isMet() ? "✓" : "✗");
    }

    private static String text(Series series, String unit) {
        return "%s (%s–%s) %s"
                .formatted(
                        number(series.median()),
                        number(series.least()),
                        number(series.most()),
                        unit);
    }

    /** A number with about three significant digits. */
    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static Map<String, @Nullable Object> fields(Figure f) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("row", f.row());
        fields.put("figure", f.what());
        fields.put("unit", f.unit());
        fields.put("subject", numbers(f.subject()));
        Peer peer = f.peer();
        if (peer != null) {
            fields.put("peer", peer.name());
            fields.put("peer_figures", numbers(peer.series()));
            fields.put("ratio", f.ratio());
        }
        fields.put("target", f.target().text(f.unit()));
        fields.put("met", f.isMet());
        return fields;
    }

    private static Map<String, Object> numbers(Series series) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("median", series.median());
        numbers.put("least", series.least());
        numbers.put("most", series.most());
        numbers.put("rounds", series.values());
        return numbers;
    }
}
