package com.scaiwave.admin.proofs.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.MerkleTree;
import com.scaiwave.admin.proofs.tlog.NoteSignature;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Receives new checkpoints. */
sealed interface Recipient {

    /** Its key in {@code proofs.told}, which has the size that was sent to it last. */
    String name();

    /**
     * Sends a checkpoint.
     *
     * @param before the size that was sent last
     * @throws Published.Unreachable if it does not answer, or refuses
     */
    void send(Newest newest, long before);

    /** The newest checkpoint of a tree, in the transaction that stores that it was sent. */
    record Newest(JdbcClient sql, StoredTrees stored, Tree tree, Signed signed) {}

    /** A witness, whose cosignatures are stored. */
    record Cosigner(Witness witness) implements Recipient {
        private static final String COSIGNED =
                """
                insert into proofs.cosignatures (tree, size, signature) values (?, ?, ?)
                on conflict do nothing
                """;

        @Override
        public String name() {
            return witness.name();
        }

        @Override
        public void send(Newest newest, long before) {
            SignedNote note = SignedNote.parse(newest.signed().note());
            long size = newest.signed().size();
            MerkleTree tree = new MerkleTree(new Tiles(newest.stored().tiles(newest.tree())));
            for (NoteSignature signature :
                    witness.cosign(note, size, before, from -> tree.consistency(from, size))) {
                newest.sql()
                        .sql(COSIGNED)
                        .params(newest.tree().number(), size, signature.line().strip())
                        .update();
            }
        }
    }

    /** A target, which gets the new tiles, partial ones included, and then the checkpoint. */
    record Publication(Target target) implements Recipient {
        @Override
        public String name() {
            return target.name();
        }

        @Override
        public void send(Newest newest, long before) {
            checkExtends(newest);
            Tiles.Source tiles = newest.stored().tiles(newest.tree());
            long from = before;
            long to = newest.signed().size();
            for (int level = 0; to > 0; level++) {
                for (long index = from / Tile.WIDTH; index * Tile.WIDTH < to; index++) {
                    int width = (int) Math.min(Tile.WIDTH, to - index * Tile.WIDTH);
                    Tile tile = new Tile(level, index, width);
                    byte[] hashes = tiles.tile(level, index);
                    if (hashes == null || hashes.length < width * Hash.BYTES) {
                        throw new Contradiction("tile " + tile.path() + " is missing");
                    }
                    target.write(
                            Target.prefix(newest.tree()) + "tile/" + tile.path(),
                            Arrays.copyOf(hashes, width * Hash.BYTES));
                }
                from /= Tile.WIDTH;
                to /= Tile.WIDTH;
            }
            target.write(
                    Target.checkpoint(newest.tree()),
                    newest.stored().note(newest.tree(), newest.signed()).note().getBytes(UTF_8));
        }

        /**
         * What was published is evidence. A database that was restored may have a checkpoint that
         * it does not know to be published, which must not replace a later one.
         *
         * @throws Contradiction if what was published is not of the tree
         */
        private void checkExtends(Newest newest) {
            Optional<TreeHead> there =
                    target.newest(newest.tree()).map(note -> TreeHead.parse(note.text()));
            if (there.isEmpty()) {
                return;
            }
            TreeHead published = there.get();
            MerkleTree tree = new MerkleTree(new Tiles(newest.stored().tiles(newest.tree())));
            if (!published.origin().equals(newest.tree().origin())
                    || published.size() > newest.signed().size()
                    || !tree.root(published.size()).equals(published.root())) {
                throw new Contradiction(
                        "what was published in "
                                + name()
                                + " at the size "
                                + published.size()
                                + " is not of this log, so it is not replaced");
            }
        }
    }
}
