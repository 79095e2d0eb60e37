package com.scaiwave.admin.proofs.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats, against the examples of their specifications. */
@NullMarked
class FormatsTest {
    private static final String VKEY =
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String NOTE =
            """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    @Test
    void the_example_of_signed_note_verifies_and_is_written_as_it_was() {
        VerifierKey key = VerifierKey.parse(VKEY);
        SignedNote note = SignedNote.parse(NOTE.getBytes(UTF_8));

        assertThat(note.signers(List.of(key))).containsExactly(key);
        assertThat(note.note()).isEqualTo(NOTE);
        assertThat(key.vkey()).isEqualTo(VKEY);
    }

    @Test
    void a_note_with_another_text_is_refused_and_an_unknown_signature_ignored() {
        VerifierKey key = VerifierKey.parse(VKEY);
        SignedNote other = SignedNote.parse(NOTE.replace("example message", "other message"));
        SignedNote known = SignedNote.parse(NOTE);
        SigningKey stranger = SigningKey.generate("example.com/bar");

        assertThatExceptionOfType(MalformedProof.class)
                .isThrownBy(() -> other.signers(List.of(key)));
        assertThat(known.with(List.of(stranger.sign(known.text()))).signers(List.of(key)))
                .containsExactly(key);
        assertThat(known.signers(List.of(stranger.verifier()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nno signature\n",
                "text\n\n— name\n",
                "text\n\n— name AAAA\n",
                "text\n\n— name AAAAAAAA",
                "te\rxt\n\n— name AAAAAAAA\n",
                "text\n\n—  name AAAAAAAA\n",
                "text\n\n— na+me AAAAAAAA\n"
            })
    void what_is_no_note_is_refused(String note) {
        assertThatExceptionOfType(MalformedProof.class).isThrownBy(() -> SignedNote.parse(note));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/foo",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void what_is_no_key_is_refused(String vkey) {
        assertThatExceptionOfType(MalformedProof.class).isThrownBy(() -> VerifierKey.parse(vkey));
    }

    @Test
    void a_checkpoint_is_written_as_it_was_read() {
        String text =
                """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                """;

        TreeHead head = TreeHead.parse(text);

        assertThat(head.size()).isEqualTo(20852163);
        assertThat(head.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0/000, 0, 0, 256",
        "0/x001/x234/067, 0, 1234067, 256",
        "2/005.p/7, 2, 5, 7",
        "63/999.p/255, 63, 999, 255"
    })
    void the_path_of_a_tile_is_read_and_written(String path, int level, long index, int width) {
        assertThat(Tile.parse(path)).isEqualTo(new Tile(level, index, width));
        assertThat(new Tile(level, index, width).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/0", "0/0000", "00/000", "64/000", "0/x000/001", "0/001/002", "0/x001/x002",
                "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000/", "-1/000", "0/000.p/1/2", "0/xxx"
            })
    void what_is_no_tile_is_refused(String path) {
        assertThat(Tile.parse(path)).isNull();
    }

    @Test
    void a_cosignature_holds_with_its_time() {
        // The key signs as tlog-cosignature has it: over the time and the text.
        String text = "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        SigningKey key = SigningKey.generate("witness.example/w1");
        byte[] signature = key.sign("cosignature/v1\ntime 1700000000\n" + text).signature();
        VerifierKey witness = Cosigner.of(key);
        NoteSignature line = Cosigner.signature(witness, 1_700_000_000L, signature);
        NoteSignature later = Cosigner.signature(witness, 1_700_000_001L, signature);

        assertThat(new SignedNote(text, List.of(line)).signers(List.of(witness)))
                .containsExactly(witness);
        assertThatExceptionOfType(MalformedProof.class)
                .isThrownBy(() -> new SignedNote(text, List.of(later)).signers(List.of(witness)));
    }

    @Test
    void a_cosignature_by_ml_dsa_is_over_names_time_size_and_root() throws Exception {
        String root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        String text = "example.com/log\n20852163\n" + root + "\nan extension line\n";
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        out.writeBytes("subtree/v1\n\0");
        out.writeByte(18);
        out.writeBytes("witness.example/w1");
        out.writeLong(1_700_000_000L);
        out.writeByte(15);
        out.writeBytes("example.com/log");
        out.writeLong(0);
        out.writeLong(20_852_163L);
        out.write(Base64.getDecoder().decode(root));
        KeyPair pair = KeyPairGenerator.getInstance("ML-DSA-44").generateKeyPair();
        Signature signer = Signature.getInstance("ML-DSA-44");
        signer.initSign(pair.getPrivate());
        signer.update(message.toByteArray());
        byte[] spki = pair.getPublic().getEncoded();
        byte[] typed = Arrays.copyOfRange(spki, spki.length - 1313, spki.length);
        typed[0] = 6;
        VerifierKey witness =
                VerifierKey.parse(
                        new VerifierKey(
                                        "witness.example/w1",
                                        VerifierKey.ML_DSA_COSIGNATURE,
                                        Base64.getEncoder().encodeToString(typed))
                                .vkey());
        NoteSignature line = Cosigner.signature(witness, 1_700_000_000L, signer.sign());
        SignedNote note = SignedNote.parse(new SignedNote(text, List.of(line)).note());

        assertThat(note.signers(List.of(witness))).containsExactly(witness);
        assertThatExceptionOfType(MalformedProof.class)
                .isThrownBy(() ->
                        new SignedNote(text.replace("63\n", "64\n"), List.of(line))
                                .signers(List.of(witness)));
    }
}
