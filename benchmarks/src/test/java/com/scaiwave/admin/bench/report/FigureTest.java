package com.scaiwave.admin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.bench.report.Figure.Peer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class FigureTest {
    private static final Series SUBJECT = new Series(List.of(300.0, 100.0, 200.0));
    private static final Peer PEER = new Peer("peer", new Series(List.of(60.0, 40.0)));

    private static Figure figure(Target target, @Nullable Peer peer) {
        return new Figure(1, "writes", "/s", target, SUBJECT, peer);
    }

    @Test
    void medians_are_compared() {
        assertThat(figure(Target.ratioAtLeast(4), PEER).ratio()).isEqualTo(4);
    }

    @Test
    void a_target_is_met_on_its_limit() {
        assertThat(figure(Target.ratioAtLeast(4), PEER).isMet()).isTrue();
        assertThat(figure(Target.ratioAtLeast(4.1), PEER).isMet()).isFalse();
        assertThat(figure(Target.ratioAtMost(4), PEER).isMet()).isTrue();
        assertThat(figure(Target.ratioAtMost(3.9), PEER).isMet()).isFalse();
        assertThat(figure(Target.atMost(200), null).isMet()).isTrue();
        assertThat(figure(Target.atMost(199), null).isMet()).isFalse();
    }

    @Test
    void the_table_says_all_of_it() {
        Report report =
                new Report(Map.of(), List.of(figure(Target.ratioAtLeast(2.5), PEER)), List.of());

        assertThat(report.table().lines().toList().getLast())
                .contains(
                        "200 (100–300) /s", "50.0 (40.0–60.0) /s, peer", "4.00 ×", "≥ 2.5 ×", "✓");
    }

    @Test
    void the_picture_has_a_bar_for_each() {
        String svg =
                Picture.svg(
                        List.of(
                                figure(Target.ratioAtLeast(2), PEER),
                                figure(Target.atMost(1), null)));

        assertThat(svg.lines().filter(l -> l.contains("rx=\"2\""))).hasSize(2);
    }
}
