package com.scaiwave.admin.proofs.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.proofs.SealedLog;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.scaiwave.admin.proofs.verify.Evidence;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints are published to a folder or a server, and cosigned by witnesses. */
@NullMarked
@Order(1)
class PublishingTest {
    private final SealedLog log = SealedLog.create();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private Path folder;

    @Test
    void each_published_checkpoint_has_the_tiles_below_it() throws IOException {
        Target target = new FolderTarget(folder);
        Publisher publisher = publisher(target, List.of());
        for (int round = 0; round < 6; round++) {
            log.append(1 + 97 * round).seal(1_000);
            publisher.publish();

            Evidence evidence = Evidence.read(null, folder, List.of(key())).orElseThrow();
            assertThat(evidence.head().size())
                    .isEqualTo(log.trees().newest(log.tree()).orElseThrow().size());
        }
        assertThat(folder.resolve("tile/0/000")).hasSize(8_192);
        assertThat(target.newest(log.tree())).isPresent();
    }

    @Test
    void a_folder_whose_files_are_gone_is_no_empty_folder() throws IOException {
        Target target = new FolderTarget(folder.resolve("new"));
        log.append(3).restarted(target).seal(10);
        publisher(target, List.of()).publish();
        Target unmounted = new FolderTarget(folder.resolve("new"));
        Files.move(folder.resolve("new"), folder.resolve("elsewhere"));

        log.append(3).restarted(unmounted);

        assertThatExceptionOfType(Published.Unreachable.class)
                .isThrownBy(() -> log.seal(10))
                .withMessageContaining("is gone");
        assertThat(log.trees().isRefused()).isTrue();
    }

    @Test
    void what_a_restored_database_had_not_published_replaces_nothing_later() throws IOException {
        Target target = new FolderTarget(folder);
        log.append(10).seal(10);
        SealedLog backup = log.copy();
        log.append(10).seal(10);
        publisher(target, List.of()).publish();
        byte[] published = Files.readAllBytes(folder.resolve("checkpoint"));
        Publisher restored =
                new Publisher(backup.database().as("scaiwave_projector"), target, List.of());

        assertThatExceptionOfType(Contradiction.class)
                .isThrownBy(restored::publish)
                .withMessageContaining("at the size 20 is not of this log");

        assertThat(folder.resolve("checkpoint")).hasBinaryContent(published);
        assertThat(restored.failing()).containsExactly(target.name());
        backup.append(15).restarted(target);
        assertThatExceptionOfType(Contradiction.class).isThrownBy(() -> backup.seal(10));
        assertThatExceptionOfType(Contradiction.class).isThrownBy(restored::publish);
        assertThat(folder.resolve("checkpoint")).hasBinaryContent(published);
    }

    @Test
    void a_server_that_takes_put_gets_the_same_as_a_folder() throws IOException {
        Map<String, byte[]> objects = new ConcurrentHashMap<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> store(exchange, objects));
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/log");
            Target target = new HttpTarget(url, http);
            log.append(300).seal(1_000);
            assertThat(target.newest(log.tree())).isEmpty();
            log.restarted(target).append(300).seal(100);
            publisher(target, List.of()).publish();

            SignedNote note = target.newest(log.tree()).orElseThrow();
            assertThat(TreeHead.parse(note.text()).size()).isEqualTo(600);
            assertThat(objects.get("/log/tile/0/001")).hasSize(8_192);
        } finally {
            server.stop(0);
        }
        Target gone = new HttpTarget(URI.create("http://127.0.0.1:1/"), http);
        assertThatExceptionOfType(Published.Unreachable.class)
                .isThrownBy(() -> gone.newest(log.tree()));
    }

    private static void store(HttpExchange exchange, Map<String, byte[]> objects)
            throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        byte[] found = objects.get(path);
        if (exchange.getRequestMethod().equals("PUT")) {
            objects.put(path, sent);
            exchange.sendResponseHeaders(201, -1);
        } else if (found == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.sendResponseHeaders(200, found.length);
            exchange.getResponseBody().write(found);
        }
        exchange.close();
    }

    @Test
    void a_witness_cosigns_what_extends_what_it_has_cosigned() throws IOException {
        log.append(5).seal(10);
        try (HonestWitness witness = new HonestWitness(key())) {
            Publisher publisher = publisher(new FolderTarget(folder), List.of(client(witness)));
            publisher.publish();
            log.append(300).seal(100);
            publisher.publish();

            assertThat(witness.answers()).containsExactly(200, 200);
            SignedNote note = SignedNote.parse(Files.readAllBytes(folder.resolve("checkpoint")));
            assertThat(note.signers(List.of(key(), witness.key())))
                    .containsExactly(key(), witness.key());
        }
    }

    @Test
    void a_witness_that_knows_another_size_is_asked_with_that() throws IOException {
        log.append(5).seal(10);
        try (HonestWitness witness = new HonestWitness(key())) {
            publisher(null, List.of(client(witness))).publish();
            log.tamper("delete from proofs.told");
            log.append(5).seal(10);
            publisher(null, List.of(client(witness))).publish();

            assertThat(witness.answers()).containsExactly(200, 409, 200);
        }
    }

    @Test
    void a_witness_that_answers_nonsense_does_not_keep_a_checkpoint_from_being_published()
            throws IOException {
        log.append(5).seal(10);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(409, 4);
                    exchange.getResponseBody().write(new byte[] {'m', 'a', 'n', 'y'});
                    exchange.close();
                });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            Publisher publisher =
                    publisher(new FolderTarget(folder), List.of(new Witness(key(), url, http)));
            assertThatExceptionOfType(Published.Unreachable.class).isThrownBy(publisher::publish);
            assertThat(Evidence.read(null, folder, List.of(key()))).isPresent();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void without_an_answer_of_its_witness_a_checkpoint_is_published_all_the_same() {
        log.append(5).seal(10);
        Witness gone = new Witness(key(), URI.create("http://127.0.0.1:1/"), http);
        Publisher publisher = publisher(new FolderTarget(folder), List.of(gone));

        assertThatExceptionOfType(Published.Unreachable.class).isThrownBy(publisher::publish);
        assertThat(Evidence.read(null, folder, List.of(key()))).isPresent();
        assertThat(publisher.failing()).containsExactly(gone.name());
    }

    @Test
    void a_target_that_can_be_written_again_no_longer_fails() throws IOException {
        log.append(5).seal(10);
        Path occupied = Files.createFile(folder.resolve("occupied"));
        FolderTarget target = new FolderTarget(occupied);
        Publisher publisher = publisher(target, List.of());
        assertThatExceptionOfType(Published.Unreachable.class).isThrownBy(publisher::publish);
        assertThat(publisher.failing()).containsExactly(target.name());

        Files.delete(occupied);
        publisher.publish();

        assertThat(publisher.failing()).isEmpty();
        assertThat(Evidence.read(null, occupied, List.of(key()))).isPresent();
    }

    private Publisher publisher(@Nullable Target target, List<Witness> witnesses) {
        return new Publisher(log.database().as("scaiwave_projector"), target, witnesses);
    }

    private Witness client(HonestWitness witness) {
        return new Witness(witness.key(), URI.create(witness.url()), http);
    }

    private VerifierKey key() {
        return log.trees().logKeys(SealedLog.ORIGIN).getFirst();
    }
}
