package com.scaiwave.admin.proofs.verify;

import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.Leaf.Link;
import com.scaiwave.admin.proofs.tlog.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The chains of all scopes, as far as the walk has come. Sealed leaves whose events are missing are
 * kept, since the next leaf of their chain names one of them.
 */
final class Chains {
    /** How many leaves without their events are tried as predecessors. */
    private static final int MOST_LOST = 64;

    private final Map<String, Last> scopes = new HashMap<>();
    private final List<Hash> lost = new ArrayList<>();

    /**
     * The last leaf of a scope.
     *
     * @param count how many leaves it has
     * @param index of the last one; -1 if there is none
     */
    private record Last(long count, long index, Hash hash) {
        static final Last NONE = new Last(0, -1, Link.NONE);
    }

    /**
     * The link with which the leaf of an event has the sealed hash; null if no candidate fits.
     *
     * @param statement gives the link that the tree has for the leaf, which is tried if the link
     *     that follows from the chain doesn't fit; null if there is none
     */
    @Nullable Link linkOf(Leaf leaf, Hash sealed, Supplier<@Nullable Link> statement) {
        Last last = scopes.getOrDefault(leaf.scope(), Last.NONE);
        Link next = new Link(last.count(), last.hash());
        if (fits(leaf, next, sealed)) {
            return next;
        }
        Link stated = statement.get();
        if (stated != null && fits(leaf, stated, sealed)) {
            return stated;
        }
        for (int more = 1; more <= lost.size(); more++) {
            for (Hash predecessor : lost) {
                Link over = new Link(last.count() + more, predecessor);
                if (fits(leaf, over, sealed)) {
                    return over;
                }
            }
        }
        return null;
    }

    private static boolean fits(Leaf leaf, Link link, Hash sealed) {
        return leaf.at(leaf.position(), link).hash().equals(sealed);
    }

    /**
     * Follows the chain of a scope to a leaf.
     *
     * @return the index of the leaf that the chain leaves out; -1 if it leaves out none
     */
    long follow(String scope, Link link, long index, Hash hash) {
        Last before = scopes.getOrDefault(scope, Last.NONE);
        scopes.put(scope, new Last(link.n() + 1, index, hash));
        boolean goesOn = link.previous().equals(before.hash()) && link.n() == before.count();
        return goesOn || lost.contains(link.previous()) ? -1 : before.index();
    }

    /** A sealed leaf whose event was not found. */
    void lost(Hash leaf) {
        lost.add(leaf);
        if (lost.size() > MOST_LOST) {
            lost.removeFirst();
        }
    }
}
