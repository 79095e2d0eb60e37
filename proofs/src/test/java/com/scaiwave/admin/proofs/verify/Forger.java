package com.scaiwave.admin.proofs.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.log.EventRow;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.Leaf.Link;
import com.scaiwave.admin.proofs.Links;
import com.scaiwave.admin.proofs.SealedLog;
import com.scaiwave.admin.proofs.sealing.SigningKeys;
import com.scaiwave.admin.proofs.tlog.GrowingTree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.SigningKey;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes trees that lie. With the log's key they are those of a dishonest operator, without it those
 * of a superuser of the database.
 */
@NullMarked
final class Forger {
    private Forger() {}

    /** Makes the tree of the current log, without a signed checkpoint. */
    static void sealAgain(SealedLog log) {
        store(log, -1, false, List.of());
    }

    /** A signed tree in which an event counts as one of the other tenant. */
    static void moveIntoAnotherScope(SealedLog log, long position) {
        store(log, position, true, keys(log));
    }

    /** A signed tree in which the chain of a tenant leaves an event out. */
    static void leaveOutOfChain(SealedLog log, long position) {
        store(log, position, false, keys(log));
    }

    private static List<SigningKey> keys(SealedLog log) {
        MasterKey master = log.master();
        return new SigningKeys(JdbcClient.create(log.database().as("scaiwave_projector")), master)
                .ofLog(SealedLog.ORIGIN);
    }

    private static void store(SealedLog log, long position, boolean moves, List<SigningKey> keys) {
        JdbcTemplate superuser = log.database().superuser();
        log.tamper("delete from proofs.tiles", "delete from proofs.checkpoints");
        GrowingTree tree = new GrowingTree();
        Map<String, Link> chains = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        List<Links.Entry> entries = new ArrayList<>();
        for (EventRow row : log.log().rowsAfter(0, 10_000)) {
            boolean lies = row.position() == position;
            String scope = Leaf.of(row, Link.FIRST).scope();
            String sealedAs =
                    lies && moves
                            ? scope.equals(SealedLog.ANN.value())
                                    ? SealedLog.BOB.value()
                                    : SealedLog.ANN.value()
                            : scope;
            Link link = chains.getOrDefault(sealedAs, Link.FIRST);
            String line =
                    Leaf.of(row, link)
                            .line()
                            .replace(
                                    "\"scope\":\"" + scope + "\"",
                                    "\"scope\":\"" + sealedAs + "\"");
            Hash hash = Hash.ofLeaf(line.getBytes(UTF_8));
            entries.add(new Links.Entry(link.n(), last.getOrDefault(sealedAs, -1L)));
            tree.add(hash);
            if (!lies || moves) {
                chains.put(sealedAs, new Link(link.n() + 1, hash));
                last.put(sealedAs, tree.size() - 1);
            }
        }
        tree.takeChanged()
                .forEach((at, hashes) ->
                        superuser.update(
                                "insert into proofs.tiles values (1, ?, ?, ?, ?)",
                                at.level(),
                                at.index(),
                                hashes,
                                at.level() == 0 ? links(entries, at.index()) : null));
        if (!keys.isEmpty()) {
            TreeHead head = new TreeHead(SealedLog.ORIGIN, tree.size(), tree.root());
            superuser.update(
                    "insert into proofs.checkpoints (tree, size, root, note) values (1, ?, ?, ?)",
                    head.size(),
                    head.root().bytes(),
                    SignedNote.sign(head.text(), keys).note());
        }
    }

    private static byte[] links(List<Links.Entry> entries, long tile) {
        int from = (int) tile * Tile.WIDTH;
        int to = Math.min(entries.size(), from + Tile.WIDTH);
        ByteBuffer links = ByteBuffer.allocate((to - from) * Links.EACH);
        for (Links.Entry entry : entries.subList(from, to)) {
            links.putLong(entry.n()).putLong(entry.previous());
        }
        return links.array();
    }
}
