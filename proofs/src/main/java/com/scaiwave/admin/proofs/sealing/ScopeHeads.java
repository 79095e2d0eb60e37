package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.proofs.Leaf.Link;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last leaf of each scope, as a bounded cache of the table. */
final class ScopeHeads {
    private static final int MOST = 10_000;
    private static final String FIND =
            "select scope, leaves, last, hash from proofs.scopes where tree = ? and scope = any (?)";

    private final Map<String, Head> known = new HashMap<>();
    private final Map<String, Head> changed = new LinkedHashMap<>();

    /**
     * The last leaf of a scope.
     *
     * @param leaves how many there are
     * @param last its index; -1 if there is none
     */
    record Head(long leaves, long last, Hash hash) {
        static final Head NONE = new Head(0, -1, Link.NONE);

        /** The link of the scope's next leaf. */
        Link next() {
            return new Link(leaves, hash);
        }

        Head with(long index, Hash leaf) {
            return new Head(leaves + 1, index, leaf);
        }
    }

    /** Reads those heads that are not known, in one query. */
    void prepare(JdbcClient sql, Tree tree, Collection<String> scopes) {
        Set<String> missing = new TreeSet<>(scopes);
        missing.removeAll(known.keySet());
        if (missing.isEmpty()) {
            return;
        }
        if (known.size() > MOST) {
            known.keySet().retainAll(changed.keySet());
        }
        missing.forEach(s -> known.put(s, Head.NONE));
        sql.sql(FIND)
                .params(tree.number(), missing.toArray(String[]::new))
                .query(row -> {
                    known.put(
                            row.getString("scope"),
                            new Head(
                                    row.getLong("leaves"),
                                    row.getLong("last"),
                                    Hash.of(row.getBytes("hash"))));
                });
    }

    Head of(String scope) {
        Head head = known.get(scope);
        if (head == null) {
            throw new IllegalStateException("the head of " + scope + " was not read");
        }
        return head;
    }

    void put(String scope, Head head) {
        known.put(scope, head);
        changed.put(scope, head);
    }

    /** The heads that have changed since this was called last. */
    Map<String, Head> takeChanged() {
        Map<String, Head> taken = new LinkedHashMap<>(changed);
        changed.clear();
        return taken;
    }
}
