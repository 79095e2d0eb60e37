package com.scaiwave.admin.proofs.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees and proofs of many sizes, the limits of tiles among them, and proofs that lie. */
@NullMarked
class MerkleTreeTest {
    private static final int SIZE = 1_030;
    private static final List<Hash> LEAVES = leaves();

    private final Map<GrowingTree.Stored, byte[]> stored = new HashMap<>();
    private final MerkleTree tree = new MerkleTree(new Tiles(this::tile));

    MerkleTreeTest() {
        GrowingTree growing = new GrowingTree();
        LEAVES.forEach(growing::add);
        stored.putAll(growing.takeChanged());
    }

    @Test
    void the_roots_are_those_of_rfc_6962() {
        // The tree of the inputs d0 to d6 of RFC 6962's examples, hashed by hand.
        Peaks peaks = new Peaks();
        assertThat(peaks.root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        peaks.add(Hash.ofLeaf(new byte[0]));
        assertThat(peaks.root().hex())
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        peaks.add(Hash.ofLeaf(new byte[] {0}));
        assertThat(peaks.root().hex())
                .isEqualTo("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 255, 256, 257, 511, 512, 513, 1_024, SIZE})
    void every_leaf_is_proved_in_a_tree_of_any_size(int size) {
        Hash root = tree.root(size);

        assertThat(root).isEqualTo(naive(0, size));
        for (int index = 0; index < size; index++) {
            List<Hash> path = tree.inclusion(index, size);
            assertThat(Verification.includes(root, size, index, LEAVES.get(index), path)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 255, 256, 257, 511, 512, 513, 1_024, SIZE})
    void every_smaller_tree_is_proved_to_be_the_beginning(int size) {
        for (int from = 1; from <= size; from++) {
            assertThat(
                            Verification.extendsTo(
                                    from,
                                    tree.root(from),
                                    size,
                                    tree.root(size),
                                    tree.consistency(from, size)))
                    .isTrue();
        }
    }

    @Test
    void a_tree_that_is_read_again_grows_as_if_it_had_never_been_stored() {
        for (int size : List.of(0, 1, 255, 256, 257, 512, 700, 1_024)) {
            GrowingTree again = new GrowingTree(size, this::tile);
            LEAVES.subList(size, SIZE).forEach(again::add);
            assertThat(again.root()).isEqualTo(tree.root(SIZE));
        }
    }

    @Test
    void no_hostile_inclusion_proof_is_accepted() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            int size = 2 + random.nextInt(SIZE - 2);
            int index = random.nextInt(size);
            Hash root = tree.root(size);
            Hash leaf = LEAVES.get(index);
            List<Hash> path = tree.inclusion(index, size);
            for (List<Hash> lie : lies(path, random)) {
                assertThat(Verification.includes(root, size, index, leaf, lie)).isFalse();
            }
            int other = (index + 1 + random.nextInt(size - 1)) % size;
            assertThat(Verification.includes(root, size, other, leaf, path)).isFalse();
            assertThat(Verification.includes(root, size, -1, leaf, path)).isFalse();
            assertThat(Verification.includes(root, size, size + (long) index, leaf, path))
                    .isFalse();
            assertThat(Verification.includes(tree.root(size - 1), size, index, leaf, path))
                    .isFalse();
            assertThat(Verification.includes(root, size, index, LEAVES.get(other), path)).isFalse();
        }
    }

    @Test
    void no_hostile_consistency_proof_is_accepted() {
        Random random = new Random(2);
        for (int round = 0; round < 2_000; round++) {
            int to = 2 + random.nextInt(SIZE - 2);
            int from = 1 + random.nextInt(to - 1);
            Hash before = tree.root(from);
            Hash after = tree.root(to);
            List<Hash> path = tree.consistency(from, to);
            for (List<Hash> lie : lies(path, random)) {
                assertThat(Verification.extendsTo(from, before, to, after, lie)).isFalse();
            }
            assertThat(Verification.extendsTo(from, after, to, after, path)).isFalse();
            assertThat(Verification.extendsTo(from, before, to, before, path)).isFalse();
            assertThat(Verification.extendsTo(to, before, from, after, path)).isFalse();
            assertThat(Verification.extendsTo(to, before, to, after, path)).isFalse();
            assertThat(Verification.extendsTo(0, before, to, after, path)).isFalse();
        }
    }

    /** A proof with a hash too many, too few, exchanged or changed. */
    private static List<List<Hash>> lies(List<Hash> path, Random random) {
        List<List<Hash>> lies = new ArrayList<>();
        int at = random.nextInt(path.size() + 1);
        List<Hash> extra = new ArrayList<>(path);
        extra.add(at, LEAVES.get(random.nextInt(SIZE)));
        lies.add(extra);
        if (!path.isEmpty()) {
            List<Hash> missing = new ArrayList<>(path);
            missing.remove(random.nextInt(path.size()));
            lies.add(missing);
            List<Hash> changed = new ArrayList<>(path);
            byte[] bits = changed.getFirst().bytes();
            bits[random.nextInt(bits.length)] ^= (byte) (1 << random.nextInt(8));
            changed.set(0, Hash.of(bits));
            lies.add(changed);
        }
        if (path.size() > 1) {
            List<Hash> swapped = new ArrayList<>(path);
            swapped.add(swapped.removeFirst());
            lies.add(swapped);
        }
        return lies;
    }

    private static Hash naive(int start, int end) {
        if (end - start == 1) {
            return LEAVES.get(start);
        }
        int middle = start + Integer.highestOneBit(end - start - 1);
        return Hash.ofNode(naive(start, middle), naive(middle, end));
    }

    private static List<Hash> leaves() {
        List<Hash> leaves = new ArrayList<>();
        for (int n = 0; n < SIZE; n++) {
            leaves.add(Hash.ofLeaf(("leaf " + n).getBytes(UTF_8)));
        }
        return leaves;
    }

    private byte @Nullable [] tile(int level, long index) {
        return stored.get(new GrowingTree.Stored(level, index));
    }
}
