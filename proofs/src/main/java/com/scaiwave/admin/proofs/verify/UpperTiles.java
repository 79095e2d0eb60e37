package com.scaiwave.admin.proofs.verify;

import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.GrowingTree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.proofs.verify.Finding.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** Compares the stored tiles above the leaves with those that follow from the leaves. */
final class UpperTiles {
    private final Tree tree;
    private final Tiles.Source stored;
    private final Consumer<Finding> findings;
    private final GrowingTree leaves = new GrowingTree();

    UpperTiles(Tree tree, Tiles.Source stored, Consumer<Finding> findings) {
        this.tree = tree;
        this.stored = stored;
        this.findings = findings;
    }

    void add(Hash leaf) {
        leaves.add(leaf);
        if (leaves.size() % Tile.WIDTH == 0) {
            compare();
        }
    }

    private void compare() {
        for (Map.Entry<GrowingTree.Stored, byte[]> tile : leaves.takeChanged().entrySet()) {
            int level = tile.getKey().level();
            long index = tile.getKey().index();
            byte[] expected = tile.getValue();
            byte[] found = level == 0 ? expected : stored.tile(level, index);
            if (found == null
                    || found.length < expected.length
                    || !Arrays.equals(Arrays.copyOf(found, expected.length), expected)) {
                long span = 1L << (8 * level);
                long last = index * Tile.WIDTH + expected.length / Hash.BYTES - 1;
                findings.accept(
                        new Finding(
                                Kind.TREE,
                                tree.position(last * span),
                                tree.position((last + 1) * span - 1),
                                "tile " + level + "/" + Tile.path(index) + " was changed"));
            }
        }
    }
}
