package com.scaiwave.admin.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One line of the result.
 *
 * @param row the number of its row, as the issue and {@code --only} have it
 * @param peer null where it is held against a number and nobody else
 */
public record Figure(
        int row, String what, String unit, Target target, Series subject, @Nullable Peer peer) {

    /** Who it is held against, and what they reached. */
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
