package com.scaiwave.admin.proofs.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A signature line of a note: {@code — name base64(id and signature)}.
 *
 * @param name the name of the key
 * @param id the id of the key
 */
public record NoteSignature(String name, int id, byte[] signature) {
    private static final String DASH = "— ";
    private static final int TIME_BYTES = 8;
    private static final int MOST_NAME_BYTES = 255;

    /**
     * Reads a line, without its newline.
     *
     * @throws MalformedProof if it is no signature line
     */
    public static NoteSignature parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !line.startsWith(DASH) || !VerifierKey.isName(parts[1])) {
            throw new MalformedProof("not a signature line of a note");
        }
        byte[] bytes = Text.base64(parts[2]);
        if (bytes.length < 5) {
            throw new MalformedProof("a signature of a note is too short");
        }
        return new NoteSignature(
                parts[1],
                ByteBuffer.wrap(bytes).getInt(),
                Arrays.copyOfRange(bytes, 4, bytes.length));
    }

    /** The line, with its newline. */
    public String line() {
        ByteBuffer bytes = ByteBuffer.allocate(4 + signature.length).putInt(id).put(signature);
        return DASH + name + " " + Base64.getEncoder().encodeToString(bytes.array()) + "\n";
    }

    /** Whether it names a key, verified or not. */
    boolean names(VerifierKey key) {
        return name.equals(key.name()) && id == key.id();
    }

    /** Whether a key has made it over the text of a note. */
    boolean isOf(VerifierKey key, String text) {
        return switch (key.type()) {
            case VerifierKey.NOTE -> key.verifies(text.getBytes(UTF_8), signature);
            case VerifierKey.COSIGNATURE, VerifierKey.ML_DSA_COSIGNATURE ->
                    isCosignature(key, text);
            default -> false;
        };
    }

    /** C2SP tlog-cosignature: the time, and a signature over the time and the checkpoint. */
    private boolean isCosignature(VerifierKey key, String text) {
        if (signature.length <= TIME_BYTES) {
            return false;
        }
        long time = ByteBuffer.wrap(signature).getLong();
        byte[] message =
                key.type() == VerifierKey.COSIGNATURE
                        ? ("cosignature/v1\ntime " + Long.toUnsignedString(time) + "\n" + text)
                                .getBytes(UTF_8)
                        : cosignedMessage(TreeHead.parse(text), time);
        return key.verifies(message, Arrays.copyOfRange(signature, TIME_BYTES, signature.length));
    }

    /** The {@code cosigned_message} of ML-DSA-44: of a subtree that is the whole tree. */
    private byte[] cosignedMessage(TreeHead head, long time) {
        byte[] cosigner = name.getBytes(UTF_8);
        byte[] origin = head.origin().getBytes(UTF_8);
        byte[] label = "subtree/v1\n\0".getBytes(UTF_8);
        if (Math.max(cosigner.length, origin.length) > MOST_NAME_BYTES) {
            throw new MalformedProof("a name is longer than ML-DSA-44 cosignatures have it");
        }
        return ByteBuffer.allocate(label.length + cosigner.length + origin.length + 26 + Hash.BYTES)
                .put(label)
                .put((byte) cosigner.length)
                .put(cosigner)
                .putLong(time)
                .put((byte) origin.length)
                .put(origin)
                .putLong(0)
                .putLong(head.size())
                .put(head.root().bytes())
                .array();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NoteSignature that && line().equals(that.line());
    }

    @Override
    public int hashCode() {
        return line().hashCode();
    }
}
