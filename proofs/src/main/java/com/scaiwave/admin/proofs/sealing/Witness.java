package com.scaiwave.admin.proofs.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.MalformedProof;
import com.scaiwave.admin.proofs.tlog.NoteSignature;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/** A witness that is asked for cosignatures of checkpoints (C2SP tlog-witness). */
final class Witness {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 16 << 10;

    private final VerifierKey key;
    private final URI url;
    private final HttpClient http;

    /**
     * A witness.
     *
     * @param url its submission prefix
     */
    Witness(VerifierKey key, URI url, HttpClient http) {
        this.key = key;
        this.url = URI.create(url.toString().replaceAll("/+$", "") + "/add-checkpoint");
        this.http = http;
    }

    /** Its key in {@code proofs.told}, which has the size that it has cosigned last. */
    String name() {
        return url.toString();
    }

    /**
     * Asks for cosignatures.
     *
     * @param cosigned the size that the witness has cosigned last, as far as is known; if it says
     *     another one, it is asked once more with that
     * @param proof the consistency proof from a size to that of the note
     * @throws Published.Unreachable if it does not answer, or refuses
     */
    List<NoteSignature> cosign(
            SignedNote note, long size, long cosigned, LongFunction<List<Hash>> proof) {
        HttpResponse<byte[]> response = send(note, cosigned, proof);
        if (response.statusCode() == 409) {
            long its = size(text(response).strip());
            if (its > size) {
                throw refused("has cosigned a larger tree, of size " + its);
            }
            response = send(note, its, proof);
        }
        if (response.statusCode() != 200) {
            throw refused("answers " + response.statusCode());
        }
        return cosignatures(note, text(response));
    }

    /** The size that it names; its answer may be anything. */
    private long size(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Published.Unreachable("the answer of " + url + " is malformed", e);
        }
    }

    private List<NoteSignature> cosignatures(SignedNote note, String lines) {
        try {
            List<NoteSignature> all =
                    Arrays.stream(lines.split("\n")).map(NoteSignature::parse).toList();
            List<NoteSignature> its =
                    all.stream()
                            .filter(s -> s.name().equals(key.name()) && s.id() == key.id())
                            .toList();
            if (new SignedNote(note.text(), its).signers(List.of(key)).isEmpty()) {
                throw refused("has not cosigned with its key");
            }
            return its;
        } catch (MalformedProof e) {
            throw new Published.Unreachable("the answer of " + url + " is malformed", e);
        }
    }

    private HttpResponse<byte[]> send(SignedNote note, long from, LongFunction<List<Hash>> proof) {
        StringBuilder body = new StringBuilder("old ").append(from).append('\n');
        if (from > 0) {
            proof.apply(from).forEach(h -> body.append(h.base64()).append('\n'));
        }
        body.append('\n').append(note.note());
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build();
        try {
            return http.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (IOException e) {
            throw new Published.Unreachable(url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Published.Unreachable(url + " was not asked", e);
        }
    }

    private Published.Unreachable refused(String what) {
        return new Published.Unreachable(
                "the witness at " + url + " " + what, new IOException(what));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
