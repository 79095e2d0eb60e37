package com.scaiwave.admin.proofs.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.proofs.tlog.Cosigner;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.SigningKey;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.Verification;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** A witness as tlog-witness has it, which cosigns only what extends what it has cosigned. */
@NullMarked
final class HonestWitness implements AutoCloseable {
    private static final long TIME = 1_800_000_000L;

    private final SigningKey key = SigningKey.generate("witness.example/w1");
    private final VerifierKey log;
    private final HttpServer server;
    private final List<Integer> answers = new ArrayList<>();
    private TreeHead known;

    HonestWitness(VerifierKey log) throws IOException {
        this.log = log;
        this.known = new TreeHead(log.name(), 0, Hash.OF_NOTHING);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/add-checkpoint", this::addCheckpoint);
        server.start();
    }

    /** The key of its cosignatures. */
    VerifierKey key() {
        return Cosigner.of(key);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The statuses that it has answered, in order. */
    synchronized List<Integer> answers() {
        return List.copyOf(answers);
    }

    private synchronized void addCheckpoint(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String[] parts = body.split("\n\n", 2);
        List<String> lines = Arrays.asList(parts[0].split("\n", -1));
        SignedNote note = SignedNote.parse(parts[1]);
        TreeHead head = TreeHead.parse(note.text());
        long old = Long.parseLong(lines.getFirst().substring("old ".length()));
        List<Hash> proof = lines.subList(1, lines.size()).stream().map(Hash::ofBase64).toList();
        if (note.signers(List.of(log)).isEmpty()) {
            answer(exchange, 403, "");
        } else if (old != known.size()) {
            answer(exchange, 409, known.size() + "\n");
        } else if (!Verification.extendsTo(
                known.size(), known.root(), head.size(), head.root(), proof)) {
            answer(exchange, 422, "");
        } else {
            known = head;
            byte[] signature =
                    key.sign("cosignature/v1\ntime " + TIME + "\n" + note.text()).signature();
            answer(exchange, 200, Cosigner.signature(key(), TIME, signature).line());
        }
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        answers.add(status);
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
