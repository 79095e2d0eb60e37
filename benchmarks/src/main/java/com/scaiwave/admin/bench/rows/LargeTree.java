package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.GrowingTree;
import com.scaiwave.admin.proofs.tlog.GrowingTree.Stored;
import com.scaiwave.admin.proofs.tlog.Hash;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the tree of a short log a large one. A proof reads tiles and a checkpoint, and no events,
 * so the leaves beyond the log are random hashes.
 */
final class LargeTree {
    private static final int CHUNK = 100_000;
    private static final String STORE =
            """
            insert into proofs.tiles as t (tree, level, index, hashes)
            select ?, n.level, n.index, n.hashes from unnest(?, ?, ?) as n(level, index, hashes)
            on conflict (tree, level, index) do update set hashes = excluded.hashes
            """;
    private static final String CHECKPOINT =
            "insert into proofs.checkpoints (tree, size, root, note) values (?, ?, ?, ?)";

    private LargeTree() {}

    /**
     * Adds leaves until a tree has this many, and a checkpoint with the note of the last one;
     * leaves a larger tree as it is.
     */
    static void grow(JdbcClient superuser, Tree tree, long leaves) {
        StoredTrees stored = new StoredTrees(superuser);
        Signed last = stored.newest(tree).orElseThrow();
        if (last.size() >= leaves) {
            return;
        }
        GrowingTree growing = new GrowingTree(last.size(), stored.tiles(tree));
        Random random = new Random(13);
        byte[] leaf = new byte[Hash.BYTES];
        while (growing.size() < leaves) {
            random.nextBytes(leaf);
            growing.add(Hash.of(leaf.clone()));
            if (growing.size() % CHUNK == 0 || growing.size() == leaves) {
                store(superuser, tree, growing.takeChanged());
            }
        }
        superuser
                .sql(CHECKPOINT)
                .params(tree.number(), growing.size(), growing.root().bytes(), last.note())
                .update();
        superuser.sql("vacuum analyze proofs.tiles").update();
    }

    private static void store(JdbcClient superuser, Tree tree, Map<Stored, byte[]> changed) {
        List<Stored> tiles = List.copyOf(changed.keySet());
        superuser
                .sql(STORE)
                .params(
                        tree.number(),
                        tiles.stream().map(Stored::level).toArray(Integer[]::new),
                        tiles.stream().map(Stored::index).toArray(Long[]::new),
                        tiles.stream().map(changed::get).toArray(byte[][]::new))
                .update();
    }
}
