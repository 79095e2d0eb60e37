package com.scaiwave.admin.query.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.InclusionProof;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.scaiwave.admin.query.audit.AuditFilter;
import com.scaiwave.admin.query.audit.AuditQuery;
import com.scaiwave.admin.query.audit.AuditReads;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.document.Routes;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProofsApi {
    private static final Pattern AUDIT_ID =
            Pattern.compile("audit-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");
    private static final MediaType TEXT = new MediaType("text", "plain", UTF_8);

    /** A full tile never changes. {@code private}, since only callers of this API may see it. */
    private static final String FOREVER = "private, immutable, max-age=31536000";

    private final ProofReads proofs;
    private final AuditReads audit;
    private final EventLog log;

    ProofsApi(
            ProofReads proofs,
            AuditReads audit,
            @Qualifier("queryAdministrationLog") EventLog log) {
        this.proofs = proofs;
        this.audit = audit;
        this.log = log;
    }

    @GetMapping("/v1/admin/audit/checkpoint")
    ResponseEntity<byte[]> checkpoint(Call call) {
        Tree tree = proofs.tree();
        Signed newest = proofs.newest(tree);
        String note = proofs.stored().note(tree, newest).note();
        return isText(call)
                ? text(call, note)
                : json(
                        call,
                        new Checkpoint(note, tree.origin(), newest.size(), newest.root().base64()));
    }

    @GetMapping("/v1/admin/audit/checkpoint/key")
    ResponseEntity<byte[]> key(Call call) {
        List<VerifierKey> keys =
                proofs.stored().trees().stream()
                        .flatMap(t -> proofs.stored().logKeys(t.origin()).stream())
                        .toList();
        if (keys.isEmpty()) {
            proofs.newest(proofs.tree());
        }
        String vkey = keys.getFirst().vkey();
        String bundles = proofs.stored().bundleKeys(proofs.tree().origin()).getFirst().vkey();
        return isText(call)
                ? text(call, vkey + "\n")
                : json(
                        call,
                        new Keys(
                                vkey,
                                bundles,
                                keys.stream().skip(1).map(VerifierKey::vkey).toList()));
    }

    @GetMapping("/v1/admin/audit/tlog/checkpoint")
    ResponseEntity<byte[]> treeCheckpoint(Call call) {
        Tree tree = proofs.tree();
        return text(call, proofs.stored().note(tree, proofs.newest(tree)).note());
    }

    @GetMapping("/v1/admin/audit/tlog/tile/{tile}")
    ResponseEntity<byte[]> tile(Call call) {
        Tile tile = Tile.parse(call.pathVariable("tile"));
        byte[] hashes = tile == null ? null : proofs.tile(tile);
        if (tile == null || hashes == null) {
            throw Routes.notFound();
        }
        return bytes(call, hashes, tile.isFull());
    }

    @GetMapping("/v1/admin/audit/tlog/tile/entries/{tile}")
    ResponseEntity<byte[]> entries(Call call) {
        Tile tile = Tile.parse("0/" + call.pathVariable("tile"));
        List<Leaf> leaves = tile == null ? null : proofs.leaves(tile);
        if (tile == null || leaves == null) {
            throw Routes.notFound();
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (Leaf leaf : leaves) {
            byte[] line = leaf.line().getBytes(UTF_8);
            bundle.write(line.length >> 8);
            bundle.write(line.length);
            bundle.writeBytes(line);
        }
        return bytes(call, bundle.toByteArray(), tile.isFull());
    }

    @GetMapping("/v1/admin/audit/{audit_id}/proof")
    ResponseEntity<byte[]> proof(Call call) {
        String size = call.parameter("size");
        InclusionProof proof =
                proofs.inclusion(position(call), size == null ? null : Long.valueOf(size));
        return isText(call)
                ? text(call, proof.text())
                : json(
                        call,
                        new Inclusion(
                                proof.leaf(),
                                proof.index(),
                                TreeHead.parse(proof.checkpoint().text()).size(),
                                base64(proof.hashes()),
                                proof.checkpoint().note()));
    }

    @GetMapping("/v1/admin/audit/consistency")
    ResponseEntity<byte[]> consistency(Call call) {
        long from = Long.parseLong(required(call, "from"));
        long to = Long.parseLong(required(call, "to"));
        return json(call, new Consistency(from, to, base64(proofs.consistency(from, to))));
    }

    /**
     * The position of the entry that the path names.
     *
     * @throws Refusal 404 if the caller's log has no such entry
     */
    private long position(Call call) {
        var id = AUDIT_ID.matcher(call.pathVariable("audit_id"));
        if (!id.matches()) {
            throw Routes.notFound();
        }
        UUID event = UUID.fromString(id.group(1));
        OptionalLong position = log.positionOf(event);
        if (position.isEmpty()) {
            throw Routes.notFound();
        }
        AuditQuery query =
                new AuditQuery(
                        call.tenants(),
                        AuditFilter.ofActions(List.of()),
                        position.getAsLong() - 1,
                        position.getAsLong(),
                        true,
                        1,
                        Page.MOST_BYTES);
        return audit.now(query).entries().stream()
                .map(AuditEntry::checkpoint)
                .filter(c -> event.equals(c.event()))
                .findFirst()
                .orElseThrow(Routes::notFound)
                .position();
    }

    private static String required(Call call, String name) {
        String value = call.parameter(name);
        if (value == null) {
            throw Refusal.invalid(name, "is required");
        }
        return value;
    }

    private static List<String> base64(List<Hash> hashes) {
        return hashes.stream().map(Hash::base64).toList();
    }

    private static boolean isText(Call call) {
        return call.accepted().equals(MediaType.TEXT_PLAIN_VALUE);
    }

    private static ResponseEntity<byte[]> text(Call call, String text) {
        return Answers.bytes(call, TEXT, text.getBytes(UTF_8), "no-store");
    }

    private static ResponseEntity<byte[]> bytes(Call call, byte[] body, boolean forever) {
        return Answers.bytes(
                call, MediaType.APPLICATION_OCTET_STREAM, body, forever ? FOREVER : "no-store");
    }

    private static ResponseEntity<byte[]> json(Call call, Object data) {
        return Answers.list(call, data, Map.of());
    }

    private record Checkpoint(String note, String origin, long size, String rootHash) {}

    private record Keys(String vkey, String bundleVkey, List<String> earlier) {}

    private record Inclusion(
            String leaf, long index, long size, List<String> hashes, String checkpoint) {}

    private record Consistency(long from, long to, List<String> hashes) {}
}
