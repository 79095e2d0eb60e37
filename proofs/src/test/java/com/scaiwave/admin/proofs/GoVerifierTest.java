package com.scaiwave.admin.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.EventRow;
import com.scaiwave.admin.proofs.Leaf.Link;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.InclusionProof;
import com.scaiwave.admin.proofs.tlog.MerkleTree;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.Tiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Go's {@code sumdb/note} and {@code sumdb/tlog} come to the same as our own verifier, for proofs
 * that hold and for those that do not. Needs Go and Debian's {@code golang-golang-x-mod-dev}:
 * {@code mvn -Pgo -pl proofs -am test -Dtest=GoVerifierTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@NullMarked
@Tag("go")
class GoVerifierTest {
    private static final String LIBRARY = "/usr/share/gocode";

    @TempDir private static Path folder;

    private final SealedLog log = SealedLog.create().append(300).seal(100);
    private final Signed newest = log.trees().newest(log.tree()).orElseThrow();
    private final SignedNote note = log.trees().note(log.tree(), newest);
    private final MerkleTree tree = new MerkleTree(new Tiles(log.trees().tiles(log.tree())));
    private final String vkey = log.trees().logKeys(SealedLog.ORIGIN).getFirst().vkey();

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        assertThat(Path.of(LIBRARY, "src/golang.org/x/mod/sumdb"))
                .as("the packages golang-go and golang-golang-x-mod-dev are installed")
                .isDirectory();
        ProcessBuilder build =
                new ProcessBuilder(
                        "go", "build", "-o", folder.resolve("verify").toString(), "verify.go");
        build.directory(Path.of("src/test/go").toFile());
        build.environment().put("GO111MODULE", "off");
        build.environment().put("GOPATH", LIBRARY);
        build.environment().put("GOCACHE", folder.resolve("cache").toString());
        assertThat(build.inheritIO().start().waitFor()).isZero();
    }

    @Test
    void go_finds_each_leaf_in_the_signed_tree() throws Exception {
        for (Leaf leaf : leaves()) {
            if (leaf.position() % 17 == 0) {
                Outcome outcome = go(proof(leaf).text(), vkey);
                assertThat(outcome.code()).as(outcome.text()).isZero();
                assertThat(outcome.text()).isEqualTo(leaf.line() + "\n");
            }
        }
    }

    @Test
    void go_refuses_what_we_refuse() throws Exception {
        Leaf leaf = leaves().get(100);
        InclusionProof proof = proof(leaf);
        List<Hash> swapped = new ArrayList<>(proof.hashes());
        swapped.addFirst(swapped.removeLast());
        List<Hash> missing = proof.hashes().subList(1, proof.hashes().size());
        List<Hash> extra = new ArrayList<>(proof.hashes());
        extra.add(Hash.OF_NOTHING);
        List<InclusionProof> lies =
                List.of(
                        new InclusionProof(leaf.line(), 101, proof.hashes(), note),
                        new InclusionProof(leaf.line(), 400, proof.hashes(), note),
                        new InclusionProof(leaf.line(), 100, swapped, note),
                        new InclusionProof(leaf.line(), 100, missing, note),
                        new InclusionProof(leaf.line(), 100, extra, note),
                        new InclusionProof(leaf.line() + " ", 100, proof.hashes(), note),
                        new InclusionProof(
                                leaf.line(),
                                100,
                                proof.hashes(),
                                new SignedNote(
                                        note.text().replace("300", "301"), note.signatures())));
        for (InclusionProof lie : lies) {
            assertThat(go(lie.text(), vkey).code()).isEqualTo(1);
        }
    }

    @Test
    void go_finds_that_the_tree_has_only_grown() throws Exception {
        for (Signed older : log.trees().signedAfter(log.tree(), 0, 100)) {
            String hashes =
                    tree.consistency(older.size(), newest.size()).stream()
                            .map(Hash::base64)
                            .collect(Collectors.joining("\n"));
            Path before = Files.writeString(folder.resolve("before"), older.note());
            Path after = Files.writeString(folder.resolve("after"), newest.note());

            Outcome outcome = go(hashes, vkey, before.toString(), after.toString());
            assertThat(outcome.code()).as(outcome.text()).isZero();
            String lie = Hash.OF_NOTHING.base64() + "\n" + hashes;
            assertThat(go(lie, vkey, before.toString(), after.toString()).code()).isEqualTo(1);
        }
    }

    private record Outcome(int code, String text) {}

    private static Outcome go(String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(folder.resolve("verify").toString()));
        command.addAll(List.of(arguments));
        Path given = Files.writeString(folder.resolve("input"), input);
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(given.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), text);
    }

    private InclusionProof proof(Leaf leaf) {
        long index = log.tree().index(leaf.position());
        return new InclusionProof(leaf.line(), index, tree.inclusion(index, newest.size()), note);
    }

    private List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        Map<String, Link> chains = new HashMap<>();
        for (EventRow row : log.log().rowsAfter(0, 1_000)) {
            Link link = chains.getOrDefault(Leaf.of(row, Link.FIRST).scope(), Link.FIRST);
            Leaf leaf = Leaf.of(row, link);
            chains.put(leaf.scope(), new Link(link.n() + 1, leaf.hash()));
            leaves.add(leaf);
        }
        return leaves;
    }
}
