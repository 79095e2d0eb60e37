package com.scaiwave.admin.query.proofs;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.deadline.CancellingDataSource;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.Leaf.Link;
import com.scaiwave.admin.proofs.Links;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.InclusionProof;
import com.scaiwave.admin.proofs.tlog.MerkleTree;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.web.document.Routes;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads trees, and makes proofs of them. An event that is not sealed yet is waited for. */
@Component
class ProofReads {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long GLANCE_MILLIS = 25;

    private final EventLog log;
    private final StoredTrees stored;

    ProofReads(
            @Qualifier("queryAdministrationLog") EventLog log,
            @Qualifier("queryDataSource") DataSource dataSource) {
        this.log = log;
        this.stored = new StoredTrees(JdbcClient.create(new CancellingDataSource(dataSource)));
    }

    StoredTrees stored() {
        return stored;
    }

    /**
     * The tree that grows.
     *
     * @throws Refusal 503 if nothing was sealed yet, or the sealer refuses to sign
     */
    Tree tree() {
        if (stored.isRefused()) {
            throw new Refusal.Later(
                    ErrorCode.SW_UNAVAILABLE,
                    "The log is not sealed at the moment; an operator has to look.",
                    5);
        }
        return stored.trees().stream().findFirst().orElseThrow(Reads::lagging);
    }

    Signed newest(Tree tree) {
        return stored.newest(tree).orElseThrow(Reads::lagging);
    }

    /**
     * The inclusion proof of the event at a position.
     *
     * @param size the size of a signed tree; null for the newest
     * @throws Refusal 404 if no such tree was signed, or it has not this event; 503 if the event is
     *     not sealed in time
     */
    InclusionProof inclusion(long position, @Nullable Long size) {
        tree();
        Tree tree =
                stored.trees().stream()
                        .filter(t -> t.first() <= position)
                        .findFirst()
                        .orElseThrow(Routes::notFound);
        long index = tree.index(position);
        Signed newest = sealed(tree, index);
        Signed signed =
                size == null
                        ? newest
                        : stored.signed(tree, size)
                                .filter(s -> s.size() > index)
                                .orElseThrow(Routes::notFound);
        Tiles.Source tiles = stored.tiles(tree);
        MerkleTree merkle = new MerkleTree(new Tiles(tiles));
        return new InclusionProof(
                leaf(tree, index, tiles).line(),
                index,
                merkle.inclusion(index, signed.size()),
                stored.note(tree, signed));
    }

    /** Waits until a leaf is under a signed checkpoint. */
    private Signed sealed(Tree tree, long index) {
        Duration left = Deadline.left();
        long deadline =
                System.nanoTime() + (left.compareTo(PATIENCE) < 0 ? left : PATIENCE).toNanos();
        while (true) {
            Optional<Signed> newest = stored.newest(tree);
            if (newest.isPresent() && newest.get().size() > index) {
                return newest.get();
            }
            if (System.nanoTime() >= deadline) {
                throw Reads.lagging();
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Reads.lagging();
        }
    }

    /**
     * The consistency proof between two sizes.
     *
     * @throws Refusal 400 if they are not sizes of the tree
     */
    List<Hash> consistency(long from, long to) {
        Tree tree = tree();
        if (from > to) {
            throw Refusal.invalid("from", "is more than to");
        }
        if (to > newest(tree).size()) {
            throw Refusal.invalid("to", "is more than the size of the newest checkpoint");
        }
        return new MerkleTree(new Tiles(stored.tiles(tree))).consistency(from, to);
    }

    /** The hashes of a tile; null if the tree does not have it. */
    byte @Nullable [] tile(Tile tile) {
        byte[] hashes = stored.tiles(tree()).tile(tile.level(), tile.index());
        int wanted = tile.width() * Hash.BYTES;
        return hashes == null || hashes.length < wanted ? null : Arrays.copyOf(hashes, wanted);
    }

    /** The leaves of a tile of level 0; null if the tree does not have it. */
    @Nullable List<Leaf> leaves(Tile tile) {
        Tree tree = tree();
        long first = tile.index() * Tile.WIDTH;
        if (first + tile.width() > newest(tree).size()) {
            return null;
        }
        Tiles.Source tiles = stored.tiles(tree);
        return LongStream.range(first, first + tile.width())
                .mapToObj(index -> leaf(tree, index, tiles))
                .toList();
    }

    private Leaf leaf(Tree tree, long index, Tiles.Source tiles) {
        StoredEvent event =
                log.readPositions(List.of(tree.position(index)), Long.MAX_VALUE).getFirst();
        Links.Entry entry =
                stored.links(tree, index / Tile.WIDTH)
                        .map(l -> l.of(index))
                        .orElseThrow(Reads::lagging);
        Tiles nodes = new Tiles(tiles);
        Link link =
                entry.previous() < 0
                        ? Link.FIRST
                        : new Link(entry.n(), nodes.at(0, entry.previous()));
        Leaf leaf = Leaf.of(event, link);
        if (!leaf.hash().equals(nodes.at(0, index))) {
            throw new IllegalStateException(
                    "the event at position "
                            + event.position()
                            + " is not the one that was sealed");
        }
        return leaf;
    }
}
