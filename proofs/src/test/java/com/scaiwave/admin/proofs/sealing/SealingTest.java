package com.scaiwave.admin.proofs.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.ProofsEvent.SigningKeyRotated;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventRow;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.Leaf.Link;
import com.scaiwave.admin.proofs.SealedLog;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.InclusionProof;
import com.scaiwave.admin.proofs.tlog.MerkleTree;
import com.scaiwave.admin.proofs.tlog.Peaks;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.Verification;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.scaiwave.admin.proofs.verify.LogVerification;
import com.scaiwave.admin.proofs.verify.Report;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A log of two tenants is sealed in batches. */
@NullMarked
@Order(1)
class SealingTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 600})
    void each_checkpoint_is_the_root_over_the_leaves_as_the_contract_writes_them(int batch) {
        SealedLog log = SealedLog.create().append(batch == 1 ? 5 : 600).seal(batch);

        Peaks expected = new Peaks();
        Map<Long, Hash> roots = new HashMap<>();
        Map<String, Link> chains = new HashMap<>();
        for (EventRow row : log.log().rowsAfter(0, 1_000)) {
            Link link = chains.getOrDefault(Leaf.of(row, Link.FIRST).scope(), Link.FIRST);
            Leaf leaf = Leaf.of(row, link);
            chains.put(leaf.scope(), new Link(link.n() + 1, leaf.hash()));
            expected.add(leaf.hash());
            roots.put(expected.size(), expected.root());
        }
        List<Signed> signed = log.trees().signedAfter(log.tree(), 0, 1_000);
        assertThat(signed.getLast().size()).isEqualTo(expected.size());
        assertThat(signed).allSatisfy(s -> assertThat(s.root()).isEqualTo(roots.get(s.size())));
        assertThat(signed).allSatisfy(s -> assertThat(signers(log, s)).hasSize(1));
    }

    @Test
    void a_proof_of_each_event_holds_with_the_logs_key_alone() {
        SealedLog log = SealedLog.create().append(300).seal(100);
        Tree tree = log.tree();
        Signed newest = log.trees().newest(tree).orElseThrow();
        SignedNote note = log.trees().note(tree, newest);
        MerkleTree merkle = new MerkleTree(new Tiles(log.trees().tiles(tree)));
        Map<String, Link> chains = new HashMap<>();
        for (EventRow row : log.log().rowsAfter(0, 1_000)) {
            Link link = chains.getOrDefault(Leaf.of(row, Link.FIRST).scope(), Link.FIRST);
            Leaf leaf = Leaf.of(row, link);
            chains.put(leaf.scope(), new Link(link.n() + 1, leaf.hash()));
            long index = tree.index(row.position());
            InclusionProof proof =
                    new InclusionProof(
                            leaf.line(), index, merkle.inclusion(index, newest.size()), note);

            assertThat(InclusionProof.parse(proof.text()).holds(keys(log))).isTrue();
            assertThat(InclusionProof.parse(proof.text()).text()).isEqualTo(proof.text());
        }
    }

    @Test
    void a_checkpoint_extends_the_one_before_also_over_a_restart() {
        SealedLog log = SealedLog.create();
        for (int round = 0; round < 20; round++) {
            log.append(1 + round * 3).restarted(Published.NOWHERE).seal(10);
        }
        List<Signed> signed = log.trees().signedAfter(log.tree(), 0, 1_000);
        MerkleTree merkle = new MerkleTree(new Tiles(log.trees().tiles(log.tree())));
        for (int i = 1; i < signed.size(); i++) {
            Signed from = signed.get(i - 1);
            Signed to = signed.get(i);
            assertThat(
                            Verification.extendsTo(
                                    from.size(),
                                    from.root(),
                                    to.size(),
                                    to.root(),
                                    merkle.consistency(from.size(), to.size())))
                    .isTrue();
        }
    }

    @Test
    void a_tree_that_does_not_extend_the_signed_one_is_not_signed() {
        SealedLog log = SealedLog.create().append(10).seal(10);
        Signed before = log.trees().newest(log.tree()).orElseThrow();
        log.tamper(
                "update proofs.tiles set hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0))");

        log.append(10).restarted(Published.NOWHERE);

        assertThatExceptionOfType(Contradiction.class)
                .isThrownBy(() -> log.seal(10))
                .withMessageContaining("does not extend");
        assertThat(log.trees().newest(log.tree())).contains(before);
    }

    @Test
    void a_restored_log_is_not_sealed_a_second_time_where_checkpoints_are_published() {
        SealedLog log = SealedLog.create().append(10).seal(10);
        SealedLog backup = log.copy();
        log.append(10).seal(10);
        SignedNote published =
                log.trees().note(log.tree(), log.trees().newest(log.tree()).orElseThrow());

        backup.append(5).restarted(_ -> Optional.of(published));
        assertThatExceptionOfType(Contradiction.class)
                .isThrownBy(() -> backup.seal(100))
                .withMessageContaining("new-origin");

        // It has grown beyond what was published, by other events.
        backup.append(20).restarted(_ -> Optional.of(published));
        assertThatExceptionOfType(Contradiction.class).isThrownBy(() -> backup.seal(100));
        assertThat(backup.trees().newest(backup.tree()).orElseThrow().size()).isEqualTo(10);
    }

    @Test
    void a_sealer_that_lives_does_not_sign_again_what_a_superuser_has_rewritten() {
        SealedLog log = SealedLog.create().append(10).seal(10);
        log.tamper(
                "delete from proofs.checkpoints",
                "delete from proofs.tiles",
                "delete from proofs.scopes",
                "update log_administration.events set payload = payload || ' ' where position = 5",
                "update proofs.sealer set position = 0, event_id = null");

        assertThatExceptionOfType(Contradiction.class).isThrownBy(() -> log.seal(100));
        assertThat(log.trees().newest(log.tree())).isEmpty();
    }

    @Test
    void what_was_published_is_no_obstacle_to_the_log_that_published_it() {
        SealedLog log = SealedLog.create().append(10).seal(10);
        SignedNote published =
                log.trees().note(log.tree(), log.trees().newest(log.tree()).orElseThrow());

        log.append(10).restarted(_ -> Optional.of(published)).seal(3);

        assertThat(log.trees().newest(log.tree()).orElseThrow().size()).isEqualTo(20);
    }

    @Test
    void nothing_is_signed_while_what_was_published_can_not_be_read() {
        SealedLog log = SealedLog.create().append(10).seal(10).append(1);
        log.restarted(_ -> {
            throw new Published.Unreachable("down", new IOException("down"));
        });

        assertThatExceptionOfType(Published.Unreachable.class).isThrownBy(() -> log.seal(10));
        assertThat(log.trees().newest(log.tree()).orElseThrow().size()).isEqualTo(10);
    }

    @Test
    void a_checkpoint_of_a_stranger_is_a_contradiction() {
        SealedLog log = SealedLog.create().append(10).seal(10).append(1);
        SealedLog stranger = SealedLog.create().append(3).seal(10);
        SignedNote note =
                stranger.trees()
                        .note(
                                stranger.tree(),
                                stranger.trees().newest(stranger.tree()).orElseThrow());

        log.restarted(_ -> Optional.of(note));

        assertThatExceptionOfType(Contradiction.class).isThrownBy(() -> log.seal(10));
    }

    @Test
    void after_a_rotation_both_keys_sign_and_old_notes_still_verify() {
        SealedLog log = SealedLog.create().append(10).seal(10);
        Signed old = log.trees().newest(log.tree()).orElseThrow();
        VerifierKey before = keys(log).getFirst();

        VerifierKey now = log.operator().rotateKey();
        log.seal(10);

        Signed signed = log.trees().newest(log.tree()).orElseThrow();
        assertThat(signed.size()).isEqualTo(11);
        assertThat(signers(log, signed)).containsExactly(now, before);
        assertThat(signers(log, old)).containsExactly(before);
        assertThat(keys(log)).containsExactly(now, before);
    }

    @Test
    void a_rotation_that_was_broken_off_before_its_event_is_ended_by_the_next_one() {
        SealedLog log = SealedLog.create().append(10).seal(10);
        VerifierKey before = keys(log).getFirst();
        JdbcClient sealer = JdbcClient.create(log.database().as("scaiwave_projector"));
        VerifierKey now = new SigningKeys(sealer, log.master()).rotate(SealedLog.ORIGIN);

        assertThat(log.operator().rotateKey()).isEqualTo(now);

        assertThat(keys(log)).containsExactly(now, before);
        assertThat(proofsEvents(log))
                .containsExactly(
                        new SigningKeyRotated(SealedLog.ORIGIN, before.vkey(), now.vkey()));

        VerifierKey next = log.operator().rotateKey();
        assertThat(keys(log)).containsExactly(next, now, before);
        assertThat(proofsEvents(log)).hasSize(2);
    }

    private static List<Event> proofsEvents(SealedLog log) {
        return log.log().readStream(StreamId.proofs(), 0).stream().map(StoredEvent::event).toList();
    }

    @Test
    void another_tree_that_was_broken_off_after_its_event_begins_with_that_event() {
        SealedLog log = SealedLog.create().append(10).seal(10);
        SealedLog backup = log.copy();
        long first = log.operator().newOrigin("test.example/log-2", Optional.empty()).first();
        EventRow restore = log.log().rowsAfter(first - 1, 1).getFirst();
        // Only the event was stored.
        backup.log()
                .append(
                        Append.of(
                                List.of(
                                        new NewEvent(
                                                restore.id(),
                                                log.log().decode(restore).event(),
                                                log.log().decode(restore).metadata()))));

        backup.append(3);
        Tree tree = backup.operator().newOrigin("test.example/log-2", Optional.empty());

        assertThat(tree.first()).isEqualTo(11);
        assertThat(proofsEvents(backup)).hasSize(1);
        backup.seal(10);
        assertThat(backup.trees().newest(tree).orElseThrow().size()).isEqualTo(4);
    }

    @Test
    void a_restored_log_goes_on_in_another_tree_that_begins_with_the_restore() {
        SealedLog log = SealedLog.create().append(10).seal(10);
        SealedLog backup = log.copy();
        log.append(10).seal(10);
        Signed lost = log.trees().newest(log.tree()).orElseThrow();
        SignedNote published = log.trees().note(log.tree(), lost);
        backup.append(5)
                .restarted(tree -> tree.number() == 1 ? Optional.of(published) : Optional.empty());
        assertThatExceptionOfType(Contradiction.class).isThrownBy(() -> backup.seal(100));
        assertThat(backup.trees().isRefused()).isTrue();

        Tree tree =
                backup.operator()
                        .newOrigin(
                                "test.example/log-2",
                                Optional.of(TreeHead.parse(published.text())));
        backup.append(3).seal(100);

        assertThat(tree.first()).isEqualTo(16);
        assertThat(backup.trees().isRefused()).isFalse();
        assertThat(backup.trees().newest(tree).orElseThrow().size()).isEqualTo(4);
        EventRow first = backup.log().rowsAfter(15, 1).getFirst();
        assertThat(new String(first.payload(), UTF_8))
                .contains(lost.root().base64(), "\"size\":20", "test.example/log-2");
        Report report =
                new LogVerification(backup.log(), backup.trees(), null)
                        .run(Optional.empty(), _ -> {});
        assertThat(report.findings()).isEmpty();
        assertThat(report.remarks()).anyMatch(r -> r.startsWith("5 events before position 16"));
    }

    private static List<VerifierKey> keys(SealedLog log) {
        return log.trees().logKeys(SealedLog.ORIGIN);
    }

    private static List<VerifierKey> signers(SealedLog log, Signed signed) {
        SignedNote note = SignedNote.parse(signed.note().getBytes(UTF_8));
        assertThat(TreeHead.parse(note.text()))
                .isEqualTo(new TreeHead(SealedLog.ORIGIN, signed.size(), signed.root()));
        return note.signers(keys(log));
    }
}
