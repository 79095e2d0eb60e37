package com.scaiwave.admin.proofs.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.scaiwave.admin.proofs.SealedLog;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.sealing.Published;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.scaiwave.admin.proofs.verify.Finding.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a superuser of the database changes in a sealed log is found, and named by position. */
@NullMarked
@Order(1)
class TamperingTest {
    private static final String EVENTS = "log_administration.events";

    private static final SealedLog SOUND = SealedLog.create().append(600).seal(50);

    private final SealedLog log = SOUND.copy();

    @TempDir private Path folder;

    @Test
    void nothing_is_found_in_a_log_that_nobody_has_touched() {
        Report report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(600);
        assertThat(report.size()).isEqualTo(600);
        assertThat(report.proved()).isZero();
        assertThat(verify(evidence(published())).proved()).isEqualTo(600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = set_byte(payload, 20, 65)",
                "metadata = set_byte(metadata, 15, 65)",
                "recorded_at = recorded_at + interval '1 microsecond'",
                "event_id = gen_random_uuid()",
                "type = 'plugin.disabled'",
                "revision = 2",
                "sequence = sequence + 1000",
                "stream = 'plugin:tnt_bob:x'"
            })
    void a_changed_event_is_named(String change) {
        log.tamper("update " + EVENTS + " set " + change + " where position = 301");

        assertFound(tuple(Kind.CHANGED, 301L, 301L));
    }

    @Test
    void several_changed_events_are_named_each() {
        log.tamper(
                "update " + EVENTS + " set payload = '{}' where position in (1, 2, 256, 257, 600)");

        assertFound(
                tuple(Kind.CHANGED, 1L, 1L),
                tuple(Kind.CHANGED, 2L, 2L),
                tuple(Kind.CHANGED, 256L, 256L),
                tuple(Kind.CHANGED, 257L, 257L),
                tuple(Kind.CHANGED, 600L, 600L));
    }

    @Test
    void a_deleted_event_is_named() {
        log.tamper("delete from " + EVENTS + " where position in (300, 301)");

        assertFound(tuple(Kind.DELETED, 300L, 300L), tuple(Kind.DELETED, 301L, 301L));
    }

    @Test
    void a_deleted_event_is_named_though_the_others_have_closed_the_gap() {
        log.tamper(
                "delete from " + EVENTS + " where position = 300",
                "update " + EVENTS + " set position = -position where position > 300",
                "update " + EVENTS + " set position = -position - 1 where position < 0");

        assertFound(tuple(Kind.DELETED, 300L, 300L));
    }

    @Test
    void an_inserted_event_is_named() {
        log.tamper(
                "update " + EVENTS + " set position = -position where position >= 300",
                "update " + EVENTS + " set position = 1 - position where position < 0",
                "insert into "
                        + EVENTS
                        + " select 300, gen_random_uuid(), stream || 'x', sequence, type, revision,"
                        + " payload, metadata, recorded_at from "
                        + EVENTS
                        + " where position = 299");

        assertFound(tuple(Kind.INSERTED, 300L, 300L));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 0, 700})
    void an_event_where_the_log_has_no_place_is_named(long position) {
        log.tamper(
                "insert into "
                        + EVENTS
                        + " select "
                        + position
                        + ", gen_random_uuid(), stream || 'x', sequence, type, revision, payload,"
                        + " metadata, recorded_at from "
                        + EVENTS
                        + " where position = 299");

        assertFound(tuple(Kind.INSERTED, position, position));
    }

    @Test
    void two_events_that_were_swapped_are_named() {
        log.tamper(
                "update " + EVENTS + " set position = -1 where position = 100",
                "update " + EVENTS + " set position = 100 where position = 400",
                "update " + EVENTS + " set position = 400 where position = -1");

        assertFound(tuple(Kind.CHANGED, 100L, 100L), tuple(Kind.MOVED, 400L, 400L));
    }

    @Test
    void a_tail_that_was_cut_off_is_named() {
        log.tamper("delete from " + EVENTS + " where position > 590");

        assertFound(tuple(Kind.CUT_OFF, 591L, 600L));
    }

    @Test
    void a_tail_that_was_cut_off_with_its_tree_is_found_by_what_was_kept_outside() {
        Path published = published();
        cutOffWithTree(550);

        assertThat(verify().findings()).isEmpty();
        assertThat(verify(evidence(published.resolve("checkpoint"), null)).findings())
                .extracting(Finding::kind, Finding::from, Finding::to)
                .containsExactly(tuple(Kind.CUT_OFF, 551L, 600L));
    }

    @Test
    void a_log_that_was_rewritten_with_its_tree_is_named_exactly_by_published_tiles() {
        Path published = published();
        rewriteFrom(300);

        assertThat(verify(evidence(published)).findings())
                .extracting(Finding::kind, Finding::from)
                .contains(tuple(Kind.REWRITTEN, 300L), tuple(Kind.CHANGED, 300L));
        assertThat(verify(evidence(published)).findings())
                .filteredOn(f -> f.kind() == Kind.CHANGED)
                .hasSize(1);
    }

    @Test
    void a_log_that_was_rewritten_with_its_tree_is_narrowed_to_the_interval_of_two_checkpoints() {
        rewriteFrom(330);

        assertThat(verify().findings())
                .extracting(Finding::kind, Finding::from, Finding::to)
                .contains(tuple(Kind.REWRITTEN, 301L, 350L));
    }

    @Test
    void a_log_that_was_rewritten_with_its_checkpoints_needs_a_key_that_only_the_sealer_has() {
        rewriteFrom(330);
        log.tamper(
                "delete from proofs.checkpoints where size > 300",
                "update proofs.sealer set position = 600");

        assertThat(verify().findings())
                .extracting(Finding::kind, Finding::from, Finding::to)
                .contains(tuple(Kind.TREE, 301L, 600L));
    }

    @Test
    void a_leaf_that_was_moved_into_another_scope_is_named() {
        // The sealer's own tree, as one would make it that counts an event of Ann's as Bob's.
        Forger.moveIntoAnotherScope(log, 301);

        assertThat(verify().findings())
                .extracting(Finding::kind, Finding::from)
                .contains(tuple(Kind.CHANGED, 301L))
                .doesNotContain(tuple(Kind.CHANGED, 303L), tuple(Kind.LEFT_OUT_OF_CHAIN, 303L));
    }

    @Test
    void an_event_that_was_left_out_of_its_chain_is_named() {
        Forger.leaveOutOfChain(log, 301);

        assertThat(verify().findings())
                .extracting(Finding::kind, Finding::from)
                .contains(tuple(Kind.LEFT_OUT_OF_CHAIN, 301L));
    }

    @Test
    void a_tile_that_was_changed_is_named_by_the_positions_that_it_covers() {
        log.tamper(
                "update proofs.tiles set hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0))"
                        + " where level = 1");

        assertThat(verify().findings())
                .extracting(Finding::kind, Finding::from, Finding::to)
                .contains(tuple(Kind.TREE, 1L, 256L));
    }

    @Test
    void events_that_are_not_sealed_are_said_and_not_held_against_the_log() {
        log.append(3);

        Report report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.remarks()).anyMatch(r -> r.startsWith("3 events after position 600"));
    }

    private void assertFound(Tuple... expected) {
        assertThat(verify().findings())
                .extracting(Finding::kind, Finding::from, Finding::to)
                .containsExactlyInAnyOrder(expected);
        assertThat(verify(evidence(published())).findings())
                .extracting(Finding::kind, Finding::from, Finding::to)
                .containsAll(
                        List.of(expected).stream()
                                .filter(e -> e.toList().getFirst() != Kind.TREE)
                                .toList());
    }

    private Report verify() {
        return verify(Optional.empty());
    }

    private Report verify(Optional<Evidence> evidence) {
        return new LogVerification(log.log(), log.trees(), key()).run(evidence, _ -> {});
    }

    private VerifierKey key() {
        return log.trees().logKeys(SealedLog.ORIGIN).getFirst();
    }

    private Optional<Evidence> evidence(Path tiles) {
        return evidence(null, tiles);
    }

    private Optional<Evidence> evidence(@Nullable Path checkpoint, @Nullable Path tiles) {
        return Evidence.read(checkpoint, tiles, List.of(key()));
    }

    /** The newest checkpoint and its tiles, in a folder. */
    private Path published() {
        try {
            Path target = folder.resolve("published");
            if (Files.exists(target)) {
                return target;
            }
            Signed newest = log.trees().newest(log.tree()).orElseThrow();
            Tiles.Source tiles = log.trees().tiles(log.tree());
            long size = newest.size();
            for (int level = 0; size > 0; level++, size /= Tile.WIDTH) {
                for (long index = 0; index * Tile.WIDTH < size; index++) {
                    int width = (int) Math.min(Tile.WIDTH, size - index * Tile.WIDTH);
                    Path file = target.resolve("tile/" + new Tile(level, index, width).path());
                    Files.createDirectories(file.getParent());
                    byte[] tile = tiles.tile(level, index);
                    Files.write(file, Arrays.copyOf(Objects.requireNonNull(tile), width * 32));
                }
            }
            SignedNote note = log.trees().note(log.tree(), newest);
            Files.write(target.resolve("checkpoint"), note.note().getBytes(UTF_8));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes events, tiles and checkpoints away, as if the rest had never been. */
    private void cutOffWithTree(long size) {
        log.tamper(
                "delete from " + EVENTS + " where position > " + size,
                "delete from proofs.checkpoints where size > " + size,
                "delete from proofs.tiles",
                "delete from proofs.scopes",
                "update proofs.sealer set position = 0, event_id = null, generation = generation +"
                        + " 1",
                "create table public.kept as select * from proofs.checkpoints",
                "delete from proofs.checkpoints");
        log.restarted(Published.NOWHERE).seal(1_000);
        log.tamper(
                "delete from proofs.checkpoints",
                "insert into proofs.checkpoints select * from public.kept",
                "drop table public.kept");
    }

    /** Changes an event, and makes the tree again as if it had always been so. */
    private void rewriteFrom(long position) {
        log.tamper(
                "create table public.kept as select * from proofs.checkpoints",
                "update " + EVENTS + " set payload = '{\"forged\":1}' where position = " + position,
                "delete from proofs.checkpoints",
                "delete from proofs.tiles",
                "delete from proofs.scopes",
                "update proofs.sealer set position = 0, event_id = null, generation = generation +"
                        + " 1");
        Forger.sealAgain(log);
        log.tamper(
                "delete from proofs.checkpoints",
                "insert into proofs.checkpoints select * from public.kept",
                "drop table public.kept");
    }
}
