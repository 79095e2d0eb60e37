package com.scaiwave.admin.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What proofs say of the stored bytes of an event.
 *
 * @param type the name under which the log has the event
 * @param revision the revision of the stored payload
 * @param payload the SHA-256 of the stored payload, in lower-case hex
 * @param metadata the SHA-256 of the stored metadata, in lower-case hex
 */
public record EventDigest(String type, int revision, String payload, String metadata) {

    static EventDigest of(EventRow row) {
        return new EventDigest(
                row.type(), row.revision(), sha256(row.payload()), sha256(row.metadata()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
