package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Figure.Peer;
import com.scaiwave.admin.bench.report.Series;
import com.scaiwave.admin.bench.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures subject and peer in turn, in every other round the peer first, so that a drift of the
 * machine affects both alike.
 *
 * @param <T> the result of one measurement
 * @param subject the results of the subject, a round each
 * @param peers those of each peer
 */
record Rounds<T>(List<T> subject, List<List<T>> peers) {

    /** One measurement. */
    @FunctionalInterface
    interface Once<T> {
        T measure() throws Exception;
    }

    /** Runs all rounds. */
    static <T> Rounds<T> run(Bed bed, String what, Once<T> subject, Once<T> peer) throws Exception {
        return run(bed, what, subject, List.of(peer));
    }

    /** Runs all rounds, with several peers. */
    static <T> Rounds<T> run(Bed bed, String what, Once<T> subject, List<Once<T>> peers)
            throws Exception {
        Rounds<T> rounds =
                new Rounds<>(
                        new ArrayList<>(),
                        peers.stream().<List<T>>map(_ -> new ArrayList<>()).toList());
        int count = bed.settings().rounds();
        for (int round = 0; round < count; round++) {
            bed.say(String.format(Locale.ROOT, "%s, round %d of %d", what, round + 1, count));
            if (round % 2 == 0) {
                rounds.subject.add(settled(bed, subject));
            }
            for (int n = 0; n < peers.size(); n++) {
                rounds.peers.get(n).add(settled(bed, peers.get(n)));
            }
            if (round % 2 == 1) {
                rounds.subject.add(settled(bed, subject));
            }
        }
        return rounds;
    }

    private static <T> T settled(Bed bed, Once<T> once) throws Exception {
        bed.settle();
        return once.measure();
    }

    /** The same rounds, against the n-th of several peers. */
    Rounds<T> against(int nth) {
        return new Rounds<>(subject, List.of(peers.get(nth)));
    }

    /** A figure of one number of each measurement, against the only peer. */
    Figure figure(
            int row,
            String what,
            String unit,
            Target target,
            String peerName,
            ToDoubleFunction<T> number) {
        return new Figure(
                row,
                what,
                unit,
                target,
                series(subject, number),
                new Peer(peerName, series(peers.getFirst(), number)));
    }

    private static <T> Series series(List<T> rounds, ToDoubleFunction<T> number) {
        return new Series(rounds.stream().map(r -> number.applyAsDouble(r)).toList());
    }
}
