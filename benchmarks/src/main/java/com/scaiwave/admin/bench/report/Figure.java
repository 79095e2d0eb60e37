package com.scaiwave.admin.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One line of the result.
 *
 * @param row the number of its row, as in {@code docs/benchmarks.md} and {@code --only}
 * @param peer null if the target is a number only
 */
public record Figure(
        int row, String what, String unit, Target target, Series subject, @Nullable Peer peer) {

    /** The peer that the subject is compared with, and its measurements. */
    public record Peer(String name, Series series) {}

    /** The subject's median divided by the peer's. */
    public double ratio() {
        if (peer == null) {
            throw new IllegalStateException(what + " has no peer");
        }
        return subject.median() / peer.series().median();
    }

    public boolean isMet() {
        return target.isMet(this);
    }
}
