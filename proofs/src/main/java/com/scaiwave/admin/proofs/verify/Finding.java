package com.scaiwave.admin.proofs.verify;

/**
 * Something that is not as it was sealed.
 *
 * @param from the first position
 * @param to the last position, where the fault is only known to be within an interval
 */
public record Finding(Kind kind, long from, long to, String detail) {

    /** What was done to an event. */
    public enum Kind {
        CHANGED,
        DELETED,
        INSERTED,
        MOVED,
        CUT_OFF,
        LEFT_OUT_OF_CHAIN,
        REWRITTEN,
        TREE,
        AUDIT
    }

    static Finding at(Kind kind, long position, String detail) {
        return new Finding(kind, position, position, detail);
    }

    @Override
    public String toString() {
        String where = from == to ? "position " + from : "positions " + from + " to " + to;
        return where + ": " + detail;
    }
}
