package com.scaiwave.admin.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventDigest;
import com.scaiwave.admin.log.EventRow;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.proofs.tlog.Hash;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * An event as a leaf of the tree: one line of RFC 8785 JSON.
 *
 * @param stream the id of its stream, from which its scope follows
 * @param link its place in the chain of its scope
 */
public record Leaf(
        long position,
        UUID id,
        String stream,
        long sequence,
        Instant recordedAt,
        EventDigest digest,
        Link link) {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * The place of a leaf in the chain of its scope.
     *
     * @param n how many leaves of the scope come before it
     * @param previous the hash of the last of those; {@link #NONE} for the first leaf
     */
    public record Link(long n, Hash previous) {
        /** What stands for the hash before the first leaf. */
        public static final Hash NONE = Hash.ofHex("0".repeat(2 * Hash.BYTES));

        public static final Link FIRST = new Link(0, NONE);
    }

    public static Leaf of(StoredEvent event, Link link) {
        return new Leaf(
                event.position(),
                event.id(),
                event.stream().value(),
                event.sequence(),
                event.recordedAt(),
                event.digest(),
                link);
    }

    public static Leaf of(EventRow row, Link link) {
        return new Leaf(
                row.position(),
                row.id(),
                row.stream(),
                row.sequence(),
                row.recordedAt(),
                row.digest(),
                link);
    }

    /** The same event at another position and place in the chain. */
    public Leaf at(long otherPosition, Link otherLink) {
        return new Leaf(otherPosition, id, stream, sequence, recordedAt, digest, otherLink);
    }

    public String scope() {
        return new StreamId(stream).scope();
    }

    /** The hash of the line. */
    public Hash hash() {
        return Hash.ofLeaf(line().getBytes(UTF_8));
    }

    /** The line, without a newline. */
    public String line() {
        StringBuilder line = new StringBuilder(512);
        line.append("{\"event\":\"").append(id);
        line.append("\",\"metadata_sha256\":\"").append(digest.metadata());
        line.append("\",\"n\":").append(link.n());
        line.append(",\"payload_sha256\":\"").append(digest.payload());
        line.append("\",\"position\":").append(position);
        line.append(",\"prev\":\"").append(link.previous().hex());
        line.append("\",\"recorded_at\":\"").append(INSTANT.format(recordedAt));
        line.append("\",\"revision\":").append(digest.revision());
        line.append(",\"scope\":");
        text(scope(), line);
        line.append(",\"sequence\":").append(sequence);
        line.append(",\"stream\":");
        text(stream, line);
        line.append(",\"type\":");
        text(digest.type(), line);
        return line.append(",\"v\":1}").toString();
    }

    /** A string as RFC 8785, section 3.2.2.2, writes it. */
    private static void text(String text, StringBuilder line) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\b' -> line.append("\\b");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\f' -> line.append("\\f");
                case '\r' -> line.append("\\r");
                default -> {
                    if (c < ' ') {
                        line.append("\\u%04x".formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
