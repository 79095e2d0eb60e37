package com.scaiwave.admin.log.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * A personal value behind a random salt. The salt is encrypted with the value: without it, the
 * commitment to a short value such as an address could be found by trying them all.
 */
record Salted(byte[] bytes) {
    private static final int SALT = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Salted of(String value) {
        byte[] text = value.getBytes(UTF_8);
        byte[] bytes = new byte[SALT + text.length];
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        System.arraycopy(salt, 0, bytes, 0, SALT);
        System.arraycopy(text, 0, bytes, SALT, text.length);
        return new Salted(bytes);
    }

    String value() {
        return new String(bytes, SALT, bytes.length - SALT, UTF_8);
    }

    byte[] commitment() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
