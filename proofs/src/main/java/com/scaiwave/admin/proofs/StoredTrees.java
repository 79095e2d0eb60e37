package com.scaiwave.admin.proofs;

import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.NoteSignature;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the trees, their checkpoints and the public keys from the database. */
public final class StoredTrees {
    /** For how long after its replacement a key still signs. */
    public static final Duration OVERLAP = Duration.ofDays(90);

    private static final String TREES =
            "select tree, origin, first_position from proofs.trees order by tree desc";
    private static final String NEWEST =
            """
            select size, root, note from proofs.checkpoints where tree = ?
            order by size desc limit 1
            """;
    private static final String AT =
            "select size, root, note from proofs.checkpoints where tree = ? and size = ?";
    private static final String AFTER =
            """
            select size, root, note from proofs.checkpoints where tree = ? and size > ?
            order by size limit ?
            """;
    private static final String COSIGNATURES =
            """
            select signature from proofs.cosignatures where tree = ? and size = ?
            order by signature
            """;
    private static final String HASHES =
            "select hashes from proofs.tiles where tree = ? and level = ? and index = ?";
    private static final String LINKS =
            "select links from proofs.tiles where tree = ? and level = 0 and index = ?";
    private static final String REFUSED = "select refused_at is not null from proofs.sealer";
    private static final String TOLD =
            "select exists (select from proofs.told where target = ? and tree = ? and size > 0)";
    private static final String EXTENT =
            """
            select s.position, c.size, c.root, c.note
            from proofs.sealer s
            left join (select size, root, note from proofs.checkpoints where tree = ?
                       order by size desc limit 1) as c on true
            """;
    private static final String KEYS =
            """
            select public, name from proofs.signing_keys
            where kind = ? and name = ? order by created_at desc, key_id
            """;

    private final JdbcClient sql;

    public StoredTrees(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A signed head of a tree.
     *
     * @param note as it was signed, without cosignatures
     */
    public record Signed(long size, Hash root, String note) {
        static Signed of(ResultSet row) throws SQLException {
            return new Signed(
                    row.getLong("size"), Hash.of(row.getBytes("root")), row.getString("note"));
        }
    }

    /** All trees, the current one first. */
    public List<Tree> trees() {
        return sql.sql(TREES)
                .query((row, _) ->
                        new Tree(
                                row.getInt("tree"),
                                row.getString("origin"),
                                row.getLong("first_position")))
                .list();
    }

    /** Whether a checkpoint of a tree was sent to a target, as far as the database knows. */
    public boolean hasTold(String target, Tree tree) {
        return sql.sql(TOLD).params(target, tree.number()).query(Boolean.class).single();
    }

    /**
     * The newest signed head of a tree, and how many leaves were sealed, in one snapshot.
     *
     * @param signed null if nothing was signed
     * @param sealed how many leaves there are, signed or not
     */
    public record Extent(@Nullable Signed signed, long sealed) {}

    /** How far a tree is; another tree may have begun since. */
    public Extent extent(Tree tree) {
        return sql.sql(EXTENT)
                .params(tree.number())
                .query((row, _) ->
                        new Extent(
                                row.getString("note") == null ? null : Signed.of(row),
                                tree.index(row.getLong("position")) + 1))
                .single();
    }

    /** Whether the sealer refuses to sign, or can't know whether it may. */
    public boolean isRefused() {
        return sql.sql(REFUSED).query(Boolean.class).single();
    }

    public Optional<Signed> newest(Tree tree) {
        return sql.sql(NEWEST).param(tree.number()).query((row, _) -> Signed.of(row)).optional();
    }

    public Optional<Signed> signed(Tree tree, long size) {
        return sql.sql(AT).params(tree.number(), size).query((row, _) -> Signed.of(row)).optional();
    }

    /** The next signed heads above a size, the smallest first. */
    public List<Signed> signedAfter(Tree tree, long size, int limit) {
        return sql.sql(AFTER)
                .params(tree.number(), size, limit)
                .query((row, _) -> Signed.of(row))
                .list();
    }

    /** A signed head as a note, with the cosignatures of witnesses. */
    public SignedNote note(Tree tree, Signed signed) {
        List<NoteSignature> cosignatures =
                sql.sql(COSIGNATURES)
                        .params(tree.number(), signed.size())
                        .query((row, _) -> NoteSignature.parse(row.getString("signature")))
                        .list();
        return SignedNote.parse(signed.note()).with(cosignatures);
    }

    /** The tiles of a tree. */
    public Tiles.Source tiles(Tree tree) {
        return (level, index) ->
                sql.sql(HASHES)
                        .params(tree.number(), level, index)
                        .query((row, _) -> row.getBytes("hashes"))
                        .optional()
                        .orElse(null);
    }

    /** The links of the leaves of a tile of level 0. */
    public Optional<Links> links(Tree tree, long index) {
        return sql.sql(LINKS)
                .params(tree.number(), index)
                .query((row, _) -> row.getBytes("links"))
                .optional()
                .map(Links::new);
    }

    /** The keys of checkpoints of an origin, the current one first. */
    public List<VerifierKey> logKeys(String origin) {
        return keys("log", origin);
    }

    /** The keys of bundles of an origin, the current one first. */
    public List<VerifierKey> bundleKeys(String origin) {
        return keys("bundle", origin + "/bundles");
    }

    private List<VerifierKey> keys(String kind, String name) {
        return sql.sql(KEYS)
                .params(kind, name)
                .query((row, _) ->
                        new VerifierKey(
                                row.getString("name"), VerifierKey.NOTE, row.getString("public")))
                .list();
    }
}
