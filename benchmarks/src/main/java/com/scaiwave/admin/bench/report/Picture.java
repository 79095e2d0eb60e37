package com.scaiwave.admin.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * Draws the figures: how many times better each is than its target, on a logarithmic scale. A bar
 * that reaches the line in the middle has reached the target.
 */
public final class Picture {
    private static final int WIDTH = 980;
    private static final int LABELS = 430;
    private static final int VALUES = 190;
    private static final int LINE = 26;
    private static final int TOP = 64;

    /** The ends of the scale: this many times worse, and better, than the target. */
    private static final double FARTHEST = 32;

    private Picture() {}

    /** An SVG of some figures, at least one. */
    public static String svg(List<Figure> figures) {
        int height = TOP + figures.size() * LINE + 24;
        StringBuilder svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
                font-family="system-ui, sans-serif" font-size="12.5" fill="#1f2933" role="img">
                <title>Figures against their targets</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """
                        .formatted(WIDTH, height, WIDTH, height));
        text(svg, 16, 26, "start", "700", "How many times better than its target each figure is");
        for (double mark : new double[] {1 / 16.0, 1 / 4.0, 1, 4, 16}) {
            double x = x(mark);
            svg.append(
                    line(
                            x,
                            TOP - 8,
                            x,
                            height - 20,
                            mark == 1 ? "#1f2933" : "#d9dee4",
                            mark == 1 ? 1.5 : 1));
            text(
                    svg,
                    x,
                    TOP - 14,
                    "middle",
                    "400",
                    mark == 1
                            ? "target"
                            : mark < 1 ? "1/%.0f".formatted(1 / mark) : "%.0f ×".formatted(mark));
        }
        for (int n = 0; n < figures.size(); n++) {
            bar(svg, figures.get(n), TOP + n * LINE);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Figure figure, int y) {
        double better = better(figure);
        double from = Math.min(x(1), x(better));
        double width = Math.max(1, Math.abs(x(better) - x(1)));
        text(svg, 16, y + 14, "start", "400", figure.row() + "  " + figure.what());
        svg.append(
                "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"14\" rx=\"2\" fill=\"%s\"/>\n"
                        .formatted(
                                coordinate(from),
                                y + 3,
                                coordinate(width),
                                figure.isMet() ? "#2f855a" : "#c05621"));
        String reached =
                figure.target().of() == Target.Of.RATIO
                        ? Report.number(figure.ratio()) + " ×"
                        : Report.number(figure.subject().median()) + " " + figure.unit();
        text(
                svg,
                WIDTH - 16,
                y + 14,
                "end",
                "400",
                reached + "  (" + figure.target().text(figure.unit()) + ")");
    }

    /** How many times better a figure is than its target; less than 1 if it misses the target. */
    private static double better(Figure figure) {
        Target target = figure.target();
        double value = target.of() == Target.Of.RATIO ? figure.ratio() : figure.subject().median();
        return target.least() == null ? target.limit() / value : value / target.limit();
    }

    private static double x(double better) {
        double bounded = Math.clamp(better, 1 / FARTHEST, FARTHEST);
        double share = (Math.log(bounded) / Math.log(FARTHEST) + 1) / 2;
        return LABELS + share * (WIDTH - LABELS - VALUES);
    }

    private static String line(
            double x1, double y1, double x2, double y2, String colour, double width) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>\n"
                .formatted(
                        coordinate(x1),
                        coordinate(y1),
                        coordinate(x2),
                        coordinate(y2),
                        colour,
                        coordinate(width));
    }

    private static void text(
            StringBuilder svg, double x, double y, String anchor, String weight, String text) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>\n"
                        .formatted(
                                coordinate(x),
                                coordinate(y),
                                anchor,
                                weight,
                                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
