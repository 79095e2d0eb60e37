package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Section 7, Proofs: an outsider checks them with nothing but the log's key. */
class ProofsTest {
    private static final String AUDIT = "/v1/admin/audit";
    private static final String CHECKPOINT = AUDIT + "/checkpoint";
    private static final String TILE = AUDIT + "/tlog/tile/";

    private static Partner partner = Fleet.partner();
    private static Tenant tenant = Fleet.tenant();
    private static String vkey = "";

    @BeforeAll
    static void writes() {
        partner = Fleet.partner();
        tenant = partner.tenant();
        for (int n = 0; n < 5; n++) {
            write();
        }
        entries().forEach(ProofsTest::proof);
        vkey = Api.anonymous().get(CHECKPOINT + "/key").send().expect(200).text().strip();
    }

    private static void write() {
        boolean on = tenant.admin().get(STUDIO).send().data().get("enabled").asBoolean();
        tenant.admin().put(STUDIO).json("{\"enabled\": " + !on + "}").send().expectChanged();
    }

    private static List<JsonNode> entries() {
        return tenant.admin().get(AUDIT).send().expect(200).data().valueStream().toList();
    }

    private static JsonNode proof(JsonNode entry) {
        return tenant.admin()
                .get(AUDIT + "/" + entry.get("id").asString() + "/proof")
                .header("Accept", "application/json")
                .send()
                .expect(200)
                .data();
    }

    @Test
    void each_entry_is_proved_as_soon_as_it_was_acknowledged() throws Exception {
        write();
        for (JsonNode entry : entries()) {
            JsonNode proof = proof(entry);
            String note = proof.get("checkpoint").asString();
            String[] head = note.split("\n", -1);
            JsonNode leaf = Json.parse(proof.get("leaf").asString());

            assertThat(TreeProof.isSigned(note, vkey)).isTrue();
            assertThat(head[1]).isEqualTo(proof.get("size").asString());
            assertThat(
                            TreeProof.root(
                                    TreeProof.leaf(proof.get("leaf").asString()),
                                    proof.get("index").asLong(),
                                    proof.get("size").asLong(),
                                    texts(proof.get("hashes"))))
                    .isEqualTo(head[2]);
            assertThat("audit-" + leaf.get("event").asString())
                    .isEqualTo(entry.get("id").asString());
            assertThat(leaf.get("position").asLong())
                    .isEqualTo(entry.at("/metadata/position").asLong())
                    .isEqualTo(proof.get("index").asLong() + 1);
            assertThat(leaf.get("recorded_at").asString())
                    .isEqualTo(entry.get("created_at").asString());
            assertThat(leaf.get("scope").asString()).isEqualTo(tenant.id());
        }
    }

    @Test
    void the_chain_of_a_tenant_has_every_entry_and_nothing_else() {
        List<JsonNode> leaves = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (JsonNode entry : entries().reversed()) {
            String line = proof(entry).get("leaf").asString();
            leaves.add(Json.parse(line));
            hashes.add(HexFormat.of().formatHex(TreeProof.leaf(line)));
        }

        assertThat(leaves.getFirst().get("prev").asString()).isEqualTo("0".repeat(64));
        for (int n = 0; n < leaves.size(); n++) {
            assertThat(leaves.get(n).get("n").asInt()).isEqualTo(n);
            if (n > 0) {
                assertThat(leaves.get(n).get("prev").asString()).isEqualTo(hashes.get(n - 1));
            }
        }
    }

    @Test
    void a_proof_as_text_has_the_same_in_the_form_of_tlog_proof() {
        JsonNode entry = entries().getFirst();
        JsonNode json = proof(entry);
        String text =
                tenant.admin()
                        .get(
                                AUDIT
                                        + "/"
                                        + entry.get("id").asString()
                                        + "/proof?size="
                                        + json.get("size").asLong())
                        .header("Accept", "text/plain")
                        .send()
                        .expect(200)
                        .text();

        StringBuilder expected = new StringBuilder("c2sp.org/tlog-proof@v1\n");
        String extra =
                Base64.getEncoder().encodeToString(json.get("leaf").asString().getBytes(UTF_8));
        expected.append("extra ").append(extra).append('\n');
        expected.append("index ").append(json.get("index").asLong()).append('\n');
        texts(json.get("hashes")).forEach(h -> expected.append(h).append('\n'));
        expected.append('\n').append(json.get("checkpoint").asString());
        assertThat(text).isEqualTo(expected.toString());
    }

    @Test
    void a_checkpoint_says_the_same_in_all_its_forms() throws GeneralSecurityException {
        JsonNode json =
                tenant.admin()
                        .get(CHECKPOINT)
                        .header("Accept", "application/json")
                        .send()
                        .expect(200)
                        .data();
        String note = json.get("note").asString();

        assertThat(note)
                .startsWith(
                        json.get("origin").asString()
                                + "\n"
                                + json.get("size").asLong()
                                + "\n"
                                + json.get("root_hash").asString()
                                + "\n\n— "
                                + json.get("origin").asString()
                                + " ");
        assertThat(TreeProof.isSigned(note, vkey)).isTrue();
        Response text = tenant.admin().get(CHECKPOINT).send().expect(200);
        assertThat(text.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(TreeProof.isSigned(text.text(), vkey)).isTrue();
        Response tree =
                tenant.admin()
                        .get(AUDIT + "/tlog/checkpoint")
                        .header("Accept", "image/png")
                        .send()
                        .expect(200);
        assertThat(TreeProof.isSigned(tree.text(), vkey)).isTrue();
    }

    @Test
    void the_key_is_there_without_a_token_and_names_the_origin() {
        JsonNode keys =
                Api.anonymous()
                        .get(CHECKPOINT + "/key")
                        .header("Accept", "application/json")
                        .send()
                        .expect(200)
                        .data();

        String[] parts = vkey.split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        byte[] id = TreeProof.sha256((parts[0] + "\n").getBytes(UTF_8), typed);
        assertThat(parts[1]).isEqualTo(HexFormat.of().formatHex(id, 0, 4));
        assertThat(keys.get("vkey").asString()).isEqualTo(vkey);
        assertThat(keys.get("bundle_vkey").asString()).startsWith(parts[0] + "/bundles+");
        assertThat(keys.get("earlier")).isEmpty();
    }

    @Test
    void the_tiles_are_the_tree_of_the_checkpoint() {
        String[] head =
                tenant.admin().get(AUDIT + "/tlog/checkpoint").send().text().split("\n", -1);
        int size = Integer.parseInt(head[1]);
        List<byte[]> leaves = new ArrayList<>();
        for (int index = 0; index * 256 < size; index++) {
            int width = Math.min(256, size - index * 256);
            String path = TILE + "0/%03d".formatted(index) + (width < 256 ? ".p/" + width : "");
            Response tile = tenant.admin().get(path).header("Accept", "text/html").send();
            assertThat(tile.expect(200).bytes()).hasSize(width * 32);
            assertThat(tile.header("Cache-Control"))
                    .isEqualTo(width < 256 ? "no-store" : "private, immutable, max-age=31536000");
            for (int n = 0; n < width; n++) {
                leaves.add(Arrays.copyOfRange(tile.bytes(), n * 32, n * 32 + 32));
            }
        }
        assertThat(Base64.getEncoder().encodeToString(TreeProof.root(leaves))).isEqualTo(head[2]);
    }

    @Test
    void the_leaves_of_a_tile_are_for_operators() {
        JsonNode proof = proof(entries().getFirst());
        int index = proof.get("index").asInt();
        String path = "%03d.p/%d".formatted(index / 256, index % 256 + 1);
        byte[] bundle = Fleet.operator().get(TILE + "entries/" + path).send().expect(200).bytes();
        String last = "";
        for (int at = 0; at < bundle.length; ) {
            int length = ((bundle[at] & 255) << 8) | (bundle[at + 1] & 255);
            last = new String(bundle, at + 2, length, UTF_8);
            at += 2 + length;
        }

        assertThat(last).isEqualTo(proof.get("leaf").asString());
        tenant.admin().get(TILE + "entries/" + path).send().expect(403);
    }

    @Test
    void the_log_is_proved_to_have_only_grown() {
        long before = size();
        write();
        proof(entries().getFirst());
        long after = size();

        JsonNode proof =
                tenant.admin()
                        .get(AUDIT + "/consistency?from=" + before + "&to=" + after)
                        .send()
                        .expect(200)
                        .data();
        assertThat(proof.get("from").asLong()).isEqualTo(before);
        assertThat(proof.get("hashes")).isNotEmpty();
        assertThat(
                        tenant.admin()
                                .get(AUDIT + "/consistency?from=" + after + "&to=" + after)
                                .send()
                                .expect(200)
                                .data()
                                .get("hashes"))
                .isEmpty();
    }

    private static long size() {
        return Long.parseLong(
                tenant.admin().get(AUDIT + "/tlog/checkpoint").send().text().split("\n", -1)[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=0&to=1",
                "from=2&to=1",
                "from=1&to=99999999",
                "from=1",
                "to=1",
                "from=x&to=1",
                "from=-1&to=1",
                "from=1&to=1&to=2",
                "from=1&to=1&size=1"
            })
    void sizes_that_are_none_are_refused(String query) {
        tenant.admin().get(AUDIT + "/consistency?" + query).send().expect(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/0",
                "0/999",
                "9/000",
                "64/000",
                "0/000.p/0",
                "0/000.p/256",
                "0/x000/000",
                "0/abc",
                "1/000.p/255",
                "0/000/000",
                "0/x999/x999/999",
                "x/000"
            })
    void a_tile_that_the_tree_does_not_have_is_not_found(String tile) {
        tenant.admin().get(TILE + tile).send().expectError(404, "SW_NOT_FOUND");
    }

    @Test
    void an_entry_of_another_log_is_not_found_and_a_fleets_is_proved_to_its_partner() {
        String id = entries().getFirst().get("id").asString();
        String path = AUDIT + "/" + id + "/proof";

        Fleet.tenant().admin().get(path).send().expectError(404, "SW_NOT_FOUND");
        Fleet.partner().admin().get(path).send().expectError(404, "SW_NOT_FOUND");
        partner.admin().get(path).send().expect(200);
        Fleet.operator().get(path).send().expect(200);
        Api.anonymous().get(path).send().expect(401);
        for (String other :
                List.of(
                        "audit-00000000-0000-0000-0000-000000000000",
                        id.substring("audit-".length()),
                        id.toUpperCase(Locale.ROOT),
                        "audit-x")) {
            tenant.admin().get(AUDIT + "/" + other + "/proof").send().expect(404);
        }
    }

    @Test
    void a_size_that_was_not_signed_is_not_found() {
        String id = entries().getFirst().get("id").asString();
        String path = AUDIT + "/" + id + "/proof?size=";

        tenant.admin().get(path + 99_999_999).send().expectError(404, "SW_NOT_FOUND");
        tenant.admin().get(path + 1).send().expectError(404, "SW_NOT_FOUND");
        tenant.admin().get(path + 0).send().expect(400);
        tenant.admin().get(path + "x").send().expect(400);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
