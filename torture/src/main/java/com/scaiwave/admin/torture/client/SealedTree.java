package com.scaiwave.admin.torture.client;

import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tree over the log as it is in the database. It computes the root of each signed checkpoint
 * from the stored leaves; if all of them match, each checkpoint extends those before it.
 */
public final class SealedTree {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HASH = 32;
    private static final String LEAVES =
            "select hashes from proofs.tiles where tree = 1 and level = 0 order by index";
    private static final String SIGNED =
            "select size, root from proofs.checkpoints where tree = 1 order by size";
    private static final String UNSEALED =
            """
            select (select coalesce(max(position), 0) from log_administration.events)
                 - (select coalesce(max(size), 0) from proofs.checkpoints)
            """;

    private final Postgres postgres;

    public SealedTree(Cluster cluster) {
        this.postgres = cluster.postgres();
    }

    /**
     * The faults of the tree, once it has come to the end of the log.
     *
     * @param seen the roots that clients were shown, in base64, by size
     */
    public List<String> unsound(Map<Long, String> seen) throws SQLException {
        List<String> wrong = new ArrayList<>();
        if (!Waiting.isTrueWithin(PATIENCE, this::isSealed)) {
            wrong.add("the log is not sealed to its end");
        }
        Map<Long, byte[]> signed = signed();
        signed.forEach((size, root) -> {
            String shown = seen.get(size);
            if (shown != null && !shown.equals(Base64.getEncoder().encodeToString(root))) {
                wrong.add("two roots were signed for the size " + size);
            }
        });
        seen.keySet().stream()
                .filter(size -> !signed.containsKey(size))
                .forEach(size ->
                        wrong.add("a checkpoint of size " + size + " was shown and is not stored"));
        wrong.addAll(notOfTheTree(signed));
        return wrong;
    }

    private boolean isSealed() {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(UNSEALED);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1) == 0;
        } catch (SQLException e) {
            return false;
        }
    }

    private Map<Long, byte[]> signed() throws SQLException {
        Map<Long, byte[]> signed = new TreeMap<>();
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(SIGNED);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                signed.put(row.getLong("size"), row.getBytes("root"));
            }
        }
        return signed;
    }

    private List<String> notOfTheTree(Map<Long, byte[]> signed) throws SQLException {
        List<String> wrong = new ArrayList<>();
        Deque<byte[]> peaks = new ArrayDeque<>();
        long size = 0;
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(LEAVES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                byte[] tile = row.getBytes("hashes");
                for (int at = 0; at < tile.length; at += HASH) {
                    add(peaks, size, Arrays.copyOfRange(tile, at, at + HASH));
                    size++;
                    byte[] root = signed.remove(size);
                    if (root != null && !Arrays.equals(root, root(peaks))) {
                        wrong.add("the checkpoint of size " + size + " is not of the tree");
                    }
                }
            }
        }
        signed.keySet().forEach(larger -> wrong.add("leaves are missing: " + larger));
        return wrong;
    }

    private static void add(Deque<byte[]> peaks, long size, byte[] leaf) {
        byte[] hash = leaf;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            hash = node(peaks.pop(), hash);
        }
        peaks.push(hash);
    }

    private static byte[] root(Deque<byte[]> peaks) {
        Iterator<byte[]> smallestFirst = peaks.iterator();
        byte[] root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = node(smallestFirst.next(), root);
        }
        return root;
    }

    private static byte[] node(byte[] left, byte[] right) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) 1);
            digest.update(left);
            return digest.digest(right);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
