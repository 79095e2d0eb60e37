package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Target;
import com.scaiwave.admin.bench.rows.AuditDatabase.AuditPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Row 10: pages of 100 audit entries, with every filter and for every reach, of a long audit log
 * and of one that is a fifth as long: the time that PostgreSQL plans and executes. Reported are the
 * filter that slows down most, and the slowest one.
 */
final class AuditPages implements Measurement {
    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        int entries = bed.settings().entries();
        try (AuditDatabase many = AuditDatabase.filled(bed, "audit_long", entries);
                AuditDatabase few = AuditDatabase.filled(bed, "audit_short", entries / 5)) {
            List<Figure> ratios = new ArrayList<>();
            List<Figure> times = new ArrayList<>();
            for (AuditPage page : AuditPage.all(entries)) {
                AuditPage small = AuditPage.named(page.name(), entries / 5);
                Rounds<Double> rounds =
                        Rounds.run(
                                bed,
                                "audit page, " + page.name(),
                                () -> many.serverMillis(page),
                                () -> few.serverMillis(small));
                ratios.add(figure(rounds, page, entries, Target.ratioAtMost(1.2)));
                times.add(figure(rounds, page, entries, Target.atMost(1)));
                Figure last = ratios.getLast();
                bed.say(
                        String.format(
                                Locale.ROOT,
                                "%s: %.3f ms, %.3f ms in a fifth",
                                page.name(),
                                last.subject().median(),
                                Objects.requireNonNull(last.peer()).series().median()));
            }
            return List.of(
                    ratios.stream().max(Comparator.comparingDouble(Figure::ratio)).orElseThrow(),
                    times.stream()
                            .max(Comparator.comparingDouble(f -> f.subject().median()))
                            .orElseThrow());
        }
    }

    private static Figure figure(
            Rounds<Double> rounds, AuditPage page, int entries, Target target) {
        return rounds.figure(
                10,
                "audit page of %s entries, %s: server time"
                        .formatted(shortened(entries), page.name()),
                "ms",
                target,
                shortened(entries / 5),
                Double::doubleValue);
    }

    private static String shortened(int count) {
        return count % 1_000_000 == 0 ? count / 1_000_000 + " M" : Integer.toString(count);
    }
}
