package com.scaiwave.admin.proofs.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A text and signatures over it (C2SP signed-note).
 *
 * @param text ends with a newline
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** The most bytes and signatures that are accepted. */
    private static final int MOST_BYTES = 256 << 10;

    private static final int MOST_SIGNATURES = 64;

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** Signs a text with several keys. */
    public static SignedNote sign(String text, Collection<SigningKey> keys) {
        return new SignedNote(text, keys.stream().map(k -> k.sign(text)).toList());
    }

    /**
     * Reads a note.
     *
     * @throws MalformedProof if it is none
     */
    public static SignedNote parse(byte[] note) {
        if (note.length > MOST_BYTES) {
            throw new MalformedProof("the note is too large");
        }
        try {
            return parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString());
        } catch (CharacterCodingException e) {
            throw new MalformedProof("the note is not UTF-8");
        }
    }

    /**
     * Reads a note.
     *
     * @throws MalformedProof if it is none
     */
    public static SignedNote parse(String note) {
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new MalformedProof("the note has control characters");
        }
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new MalformedProof("the note has no signatures");
        }
        String below = note.substring(end + 2);
        if (below.isEmpty()) {
            throw new MalformedProof("the note has no signatures");
        }
        List<String> lines = Arrays.asList(below.substring(0, below.length() - 1).split("\n", -1));
        if (lines.size() > MOST_SIGNATURES) {
            throw new MalformedProof("the note has too many signatures");
        }
        return new SignedNote(
                note.substring(0, end + 1), lines.stream().map(NoteSignature::parse).toList());
    }

    /** The whole note. */
    public String note() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(s -> note.append(s.line()));
        return note.toString();
    }

    /** The note with further signatures. */
    public SignedNote with(Collection<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        more.stream().filter(s -> !all.contains(s)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /**
     * The keys that have signed the note; unknown signatures are ignored.
     *
     * @throws MalformedProof if a signature that names a known key is not that key's
     */
    public List<VerifierKey> signers(Collection<VerifierKey> known) {
        List<VerifierKey> signers = new ArrayList<>();
        for (VerifierKey key : known) {
            for (NoteSignature signature : signatures) {
                if (signature.names(key)) {
                    if (!signature.isOf(key, text)) {
                        throw new MalformedProof("a signature of " + key.name() + " is wrong");
                    }
                    signers.add(key);
                    break;
                }
            }
        }
        return signers;
    }
}
