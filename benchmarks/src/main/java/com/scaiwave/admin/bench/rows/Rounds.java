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
 */
final class Rounds<T> {
    private final List<T> subject = new ArrayList<>();
    private final List<List<T>> peers = new ArrayList<>();

    private Rounds(int peers) {
        for (int n = 0; n < peers; n++) {
            this.peers.add(new ArrayList<>());
        }
    }

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
        Rounds<T> rounds = new Rounds<>(peers.size());
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

    /** A figure of one number of each measurement. */
    Figure figure(
            int row,
            String what,
            String unit,
            Target target,
            String peerName,
            ToDoubleFunction<T> number) {
        return figure(row, what, unit, target, peerName, 0, number);
    }

    /** The same figure, against the n-th of several peers. */
    Figure figure(
            int row,
            String what,
            String unit,
            Target target,
            String peerName,
            int nth,
            ToDoubleFunction<T> number) {
        return new Figure(
                row,
                what,
                unit,
                target,
                series(subject, number),
                new Peer(peerName, series(peers.get(nth), number)));
    }

    private static <T> Series series(List<T> rounds, ToDoubleFunction<T> number) {
        return new Series(rounds.stream().map(r -> number.applyAsDouble(r)).toList());
    }
}
