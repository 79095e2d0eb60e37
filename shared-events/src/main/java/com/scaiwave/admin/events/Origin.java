package com.scaiwave.admin.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where an event of the platform came from: the CloudEvents {@code source} and {@code id}. */
public record Origin(String source, String id) {

    /** The SHA-256 of the source and of the id, in hex: always 128 characters. */
    @JsonIgnore
    String digest() {
        return digest(source) + digest(id);
    }

    private static String digest(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
