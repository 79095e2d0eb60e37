package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.Links;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.sealing.ScopeHeads.Head;
import com.scaiwave.admin.proofs.tlog.GrowingTree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.MerkleTree;
import com.scaiwave.admin.proofs.tlog.SigningKey;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.Verification;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A tree that grows by the events of the log. Between two batches it stays in memory, as long as no
 * other process has grown the tree.
 */
final class Growth {
    private final Tree tree;
    private final List<SigningKey> keys;
    private final GrowingTree hashes;
    private final ScopeHeads scopes = new ScopeHeads();
    private final GrowingLinks links;
    private TreeHead signed;

    /**
     * A tree as it is stored.
     *
     * @param signed its newest signed head; that of the empty tree if nothing was signed
     */
    private Growth(
            Tree tree,
            List<SigningKey> keys,
            GrowingTree hashes,
            GrowingLinks links,
            TreeHead signed) {
        this.tree = tree;
        this.keys = keys;
        this.hashes = hashes;
        this.links = links;
        this.signed = signed;
    }

    /**
     * Reads a tree up to a checkpoint of the log.
     *
     * @throws Contradiction if the tree is not the one that was signed
     */
    static Growth load(
            Tree tree, List<SigningKey> keys, StoredTrees stored, Checkpoint checkpoint) {
        long size = tree.index(checkpoint.position()) + 1;
        int partial = (int) (size % Tile.WIDTH);
        Links links =
                partial == 0
                        ? new Links(new byte[0])
                        : stored.links(tree, size / Tile.WIDTH)
                                .filter(l -> l.bytes().length >= partial * Links.EACH)
                                .orElseThrow(() -> new Contradiction("the last tile is missing"));
        TreeHead signed =
                stored.newest(tree)
                        .map(s -> new TreeHead(tree.origin(), s.size(), s.root()))
                        .orElse(new TreeHead(tree.origin(), 0, Hash.OF_NOTHING));
        return new Growth(
                tree,
                keys,
                new GrowingTree(size, stored.tiles(tree)),
                new GrowingLinks(size, links),
                signed);
    }

    Tree tree() {
        return tree;
    }

    TreeHead signed() {
        return signed;
    }

    long size() {
        return hashes.size();
    }

    List<SigningKey> keys() {
        return keys;
    }

    void add(List<StoredEvent> events, JdbcClient sql) {
        scopes.prepare(sql, tree, events.stream().map(e -> e.stream().scope()).distinct().toList());
        events.forEach(this::add);
    }

    private void add(StoredEvent event) {
        long index = hashes.size();
        if (event.position() != tree.position(index)) {
            throw new Contradiction(
                    "leaf " + index + " can't be the event at position " + event.position());
        }
        String scope = event.stream().scope();
        Head before = scopes.of(scope);
        Hash hash = Leaf.of(event, before.next()).hash();
        hashes.add(hash);
        links.add(new Links.Entry(before.leaves(), before.last()));
        scopes.put(scope, before.with(index, hash));
    }

    /** The head of the tree as it is now. */
    TreeHead head() {
        return new TreeHead(tree.origin(), hashes.size(), hashes.root());
    }

    /** The root over the first leaves; reads tiles that are not in memory. */
    Hash root(long size, StoredTrees stored) {
        return new MerkleTree(new Tiles(source(stored))).root(size);
    }

    /**
     * Proves that the tree extends the head that was signed last.
     *
     * @throws Contradiction if it does not
     */
    void checkExtends(TreeHead head, StoredTrees stored) {
        List<Hash> path =
                signed.size() == 0
                        ? List.of()
                        : new MerkleTree(new Tiles(source(stored)))
                                .consistency(signed.size(), head.size());
        if (!Verification.extendsTo(signed.size(), signed.root(), head.size(), head.root(), path)) {
            throw new Contradiction(
                    "the tree of size "
                            + head.size()
                            + " does not extend the checkpoint that was signed at "
                            + signed.size());
        }
    }

    void wasSigned(TreeHead head) {
        signed = head;
    }

    /** Tiles in memory first, then those that are stored. */
    private Tiles.Source source(StoredTrees stored) {
        Tiles.Source below = stored.tiles(tree);
        return (level, index) -> {
            byte @Nullable [] tile = hashes.tile(level, index);
            return tile == null ? below.tile(level, index) : tile;
        };
    }

    /** What has changed since this was called last. */
    Changes takeChanges() {
        return new Changes(hashes.takeChanged(), links.takeChanged(), scopes.takeChanged());
    }

    /**
     * What is to be stored.
     *
     * @param links by the indexes of their tiles
     */
    record Changes(
            Map<GrowingTree.Stored, byte[]> tiles,
            Map<Long, Links> links,
            Map<String, Head> scopes) {}
}
