package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.FollowerCheckpoint;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Transaction;
import com.scaiwave.admin.proofs.Links;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.sealing.Growth.Changes;
import com.scaiwave.admin.proofs.sealing.ScopeHeads.Head;
import com.scaiwave.admin.proofs.sealing.SealerStorage.CachedTree;
import com.scaiwave.admin.proofs.tlog.GrowingTree;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A transaction in which this process alone grows the tree. */
final class SealerLease implements Lease<Sealer> {
    private static final String STORE =
            """
            insert into proofs.tiles as t (tree, level, index, hashes, links)
            select ?, n.level, n.index, n.hashes, n.links from unnest(?, ?, ?, ?) as n(level, index, hashes, links)
            on conflict (tree, level, index) do update set hashes = excluded.hashes, links = excluded.links;
            insert into proofs.scopes as s (tree, scope, leaves, last, hash)
            select ?, n.scope, n.leaves, n.last, n.hash from unnest(?, ?, ?, ?) as n(scope, leaves, last, hash)
            on conflict (tree, scope) do update
            set leaves = excluded.leaves, last = excluded.last, hash = excluded.hash;
            update proofs.sealer set position = ?, event_id = ?, refused_at = null
            """;
    private static final String SIGN =
            "insert into proofs.checkpoints (tree, size, root, note) values (?, ?, ?, ?)";

    private final Transaction transaction;
    private final Sealer sealer;
    private final CachedTree before;
    private final Growth growth;
    private final Gate gate;
    private final Keeper keeper;
    private boolean refused;

    /** Keeps the tree until the next batch. */
    interface Keeper {
        void keep(CachedTree tree, boolean signed);

        /** Notes that nothing was signed. */
        void refused();
    }

    SealerLease(
            Transaction transaction, Sealer sealer, CachedTree before, Gate gate, Keeper keeper) {
        this.transaction = transaction;
        this.sealer = sealer;
        this.before = before;
        this.growth = before.growth();
        this.gate = gate;
        this.keeper = keeper;
    }

    @Override
    public Map<Sealer, FollowerCheckpoint> checkpoints() {
        return Map.of(sealer, FollowerCheckpoint.at(before.checkpoint()));
    }

    @Override
    public void handle(Sealer follower, List<StoredEvent> events) {
        growth.add(events, transaction.sql());
    }

    @Override
    public void commit(Map<Sealer, Checkpoint> reached) {
        Checkpoint checkpoint = reached.get(sealer);
        if (checkpoint == null) {
            transaction.commit();
            keeper.keep(before, false);
            return;
        }
        TreeHead signed;
        try {
            signed = sign();
        } catch (Contradiction | Published.Unreachable e) {
            refused = true;
            throw e;
        }
        store(growth.takeChanges(), checkpoint);
        transaction.commit();
        if (signed != null) {
            growth.wasSigned(signed);
            gate.wasSigned(signed);
        }
        keeper.keep(before.at(checkpoint), signed != null);
    }

    /**
     * Checks that the tree extends the head that was signed last, and signs its new head; null if
     * the tree has to grow first ({@link Gate#isOpen}).
     */
    private @Nullable TreeHead sign() {
        StoredTrees stored = new StoredTrees(transaction.sql());
        TreeHead head = growth.head();
        growth.checkExtends(head, stored);
        if (!gate.isOpen(growth, head, stored)) {
            return null;
        }
        String note = SignedNote.sign(head.text(), growth.keys()).note();
        transaction
                .sql()
                .sql(SIGN)
                .params(growth.tree().number(), head.size(), head.root().bytes(), note)
                .update();
        return head;
    }

    private void store(Changes changes, Checkpoint checkpoint) {
        List<GrowingTree.Stored> tiles = List.copyOf(changes.tiles().keySet());
        List<String> scopes = List.copyOf(changes.scopes().keySet());
        List<Head> heads = scopes.stream().map(s -> changes.scopes().get(s)).toList();
        int tree = growth.tree().number();
        List<Object> parameters = new ArrayList<>();
        parameters.add(tree);
        parameters.add(tiles.stream().map(GrowingTree.Stored::level).toArray(Integer[]::new));
        parameters.add(tiles.stream().map(GrowingTree.Stored::index).toArray(Long[]::new));
        parameters.add(tiles.stream().map(t -> changes.tiles().get(t)).toArray(byte[][]::new));
        parameters.add(tiles.stream().map(t -> links(changes, t)).toArray(byte[][]::new));
        parameters.add(tree);
        parameters.add(scopes.toArray(String[]::new));
        parameters.add(heads.stream().map(Head::leaves).toArray(Long[]::new));
        parameters.add(heads.stream().map(Head::last).toArray(Long[]::new));
        parameters.add(heads.stream().map(h -> h.hash().bytes()).toArray(byte[][]::new));
        parameters.add(checkpoint.position());
        parameters.add(checkpoint.event());
        transaction.sql().sql(STORE).params(parameters).update();
    }

    private static byte @Nullable [] links(Changes changes, GrowingTree.Stored tile) {
        Links links = tile.level() == 0 ? changes.links().get(tile.index()) : null;
        return links == null ? null : links.bytes();
    }

    @Override
    public void close() {
        transaction.close();
        if (refused) {
            keeper.refused();
        }
    }
}
