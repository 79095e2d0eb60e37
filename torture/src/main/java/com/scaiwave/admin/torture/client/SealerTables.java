package com.scaiwave.admin.torture.client;

import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the sealer keeps in the database, as a superuser reads and damages it. */
public final class SealerTables {
    private static final int WIDTH = 256;
    private static final int HASH = 32;
    private static final String SIGNED = "select coalesce(max(size), 0) from proofs.checkpoints";
    private static final String TOLD = "select coalesce(max(size), 0) from proofs.told";
    private static final String REFUSES =
            "select count(*) from proofs.sealer where refused_at is not null";
    private static final String FLIP =
            """
            update proofs.tiles set hashes = set_byte(hashes, ?, get_byte(hashes, ?) # 1)
            where tree = 1 and level = 0 and index = ?
            """;
    private static final String RELOAD = "update proofs.sealer set generation = generation + 1";

    private final Postgres postgres;

    public SealerTables(Cluster cluster) {
        this.postgres = cluster.postgres();
    }

    /** The size of the newest signed checkpoint. */
    public long signed() throws SQLException {
        return one(SIGNED);
    }

    /** The size of the newest checkpoint that was published. */
    public long published() throws SQLException {
        return one(TOLD);
    }

    /** Whether a sealer has refused to sign since one has signed last. */
    public boolean refuses() throws SQLException {
        return one(REFUSES) == 1;
    }

    /**
     * Changes one bit of a leaf's stored hash, or changes it back. The next lease reads the tree
     * again, as after a new key.
     *
     * @param leaf from 0, in the last tile
     */
    public void flip(long leaf) throws SQLException {
        int last = (int) (leaf % WIDTH) * HASH + HASH - 1;
        try (Connection connection = postgres.connect()) {
            connection.setAutoCommit(false);
            update(connection, RELOAD);
            update(connection, FLIP, last, last, leaf / WIDTH);
            connection.commit();
        }
    }

    private static void update(Connection connection, String sql, Number... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int n = 0; n < parameters.length; n++) {
                statement.setObject(n + 1, parameters[n]);
            }
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("there is no such row: " + sql);
            }
        }
    }

    private long one(String sql) throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
