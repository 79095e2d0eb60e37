package com.scaiwave.admin.log.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.deadline.RestartAwareDataSource;
import com.scaiwave.admin.log.vault.KeyTable.WrappedKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Seals (encrypts) and opens (decrypts) values with one key per subject. The keys are in a table,
 * wrapped by the master key. Once a key's row is deleted, its values can never be opened again.
 *
 * <p>Keys are cached for a minute, so an erased key may still be used for that long. They are
 * evicted when PostgreSQL has restarted, since it may have lost them: a value that is sealed under
 * a lost key can never be opened.
 */
public final class Vault implements Personal.Opener {
    /** The subject of a key that seals nothing, and only serves to detect a wrong master key. */
    private static final String CHECKED = "master-key";

    private static final Parameters SEALING = PredefinedAeadParameters.AES256_GCM;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final KeyTable keys;
    private final MasterKey master;
    private final Cache<String, Key> bySubject = cache();
    private final Cache<String, Optional<Aead>> byId = cache();
    private final Cache<String, Mac> macs = cache();

    private Vault(DataSource dataSource, MasterKey master) {
        this.keys = new KeyTable(dataSource);
        this.master = master;
    }

    /**
     * Opens the vault of a database, and checks that the master key is the one used before.
     *
     * @throws IllegalStateException if the keys were wrapped by another master key
     */
    public static Vault open(DataSource dataSource, MasterKey master) {
        Vault vault = new Vault(dataSource, master);
        vault.checkMaster();
        RestartAwareDataSource.onRestart(dataSource, vault::evict);
        return vault;
    }

    private void evict() {
        bySubject.invalidateAll();
        byId.invalidateAll();
        macs.invalidateAll();
    }

    private static <V> Cache<String, V> cache() {
        return Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMinutes(1))
                .build();
    }

    /** Seals a personal value with the key of its subject, which is created on first use. */
    public Personal.Sealed seal(String subject, String value) {
        Key key = key(subject);
        Salted salted = Salted.of(value);
        return new Personal.Sealed(
                key.id(),
                ENCODER.encodeToString(encrypt(key, salted.bytes())),
                ENCODER.encodeToString(salted.commitment()),
                this);
    }

    /** Caches the keys of many subjects, and creates the missing ones in one statement. */
    public void prepare(Collection<String> subjects) {
        Set<String> missing = new TreeSet<>(subjects);
        missing.removeAll(bySubject.getAllPresent(subjects).keySet());
        remember(missing);
        if (missing.isEmpty()) {
            return;
        }
        List<String> added = List.copyOf(missing);
        keys.create(added, added.stream().map(s -> master.wrapNew(s, SEALING)).toList());
        remember(missing);
    }

    /** Caches the keys that exist, and removes their subjects from the set. */
    private void remember(Set<String> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        for (WrappedKey key : keys.ofSubjects(subjects)) {
            bySubject.put(key.subject(), new Key(key.id(), aead(key)));
            subjects.remove(key.subject());
        }
    }

    @Override
    public String open(String key, String cipher) {
        Optional<Aead> aead = remembered(byId, key, this::load);
        if (aead.isEmpty()) {
            return Personal.ERASED;
        }
        try {
            return new Salted(aead.get().decrypt(DECODER.decode(cipher), key.getBytes(UTF_8)))
                    .value();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not open with its key " + key, e);
        }
    }

    /** Seals bytes that are not personal: secrets, stored answers, cursors. */
    public byte[] sealBytes(String subject, byte[] value) {
        return encrypt(key(subject), value);
    }

    /**
     * Opens what {@link #sealBytes} sealed for the same subject; empty for anything else, such as a
     * forged cursor.
     */
    public Optional<byte[]> openBytes(String subject, byte[] sealed) {
        Key key = key(subject);
        try {
            return Optional.of(key.aead().decrypt(sealed, key.id().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** A MAC of a value, which does not reveal the value and is the same on every node. */
    public byte[] mac(String subject, byte[] value) {
        try {
            return remembered(macs, subject, this::macOf).computeMac(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", e);
        }
    }

    /**
     * Loads without a lock: a thread must not wait for another one's load, which may be waiting for
     * a server that is gone.
     */
    private static <V> V remembered(Cache<String, V> cache, String key, Function<String, V> load) {
        V known = cache.getIfPresent(key);
        if (known == null) {
            known = load.apply(key);
            cache.put(key, known);
        }
        return known;
    }

    /** Checks the master key. An older vault has no check key: then its oldest key is tried. */
    private void checkMaster() {
        if (!keys.oldest(CHECKED).map(this::opens).orElse(true)
                || !opens(findOrCreate(CHECKED, SEALING))) {
            throw new IllegalStateException(
                    "the master key is not the one that the data was sealed under: put that back,"
                            + " or start with other data");
        }
    }

    private boolean opens(WrappedKey key) {
        return master.opens(key.subject(), key.wrapped());
    }

    private byte[] encrypt(Key key, byte[] value) {
        try {
            return key.aead().encrypt(value, key.id().getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no AES-256-GCM", e);
        }
    }

    private Key key(String subject) {
        return remembered(
                bySubject,
                subject,
                s -> {
                    WrappedKey key = findOrCreate(s, SEALING);
                    return new Key(key.id(), aead(key));
                });
    }

    private Mac macOf(String subject) {
        WrappedKey key = findOrCreate(subject, PredefinedMacParameters.HMAC_SHA256_256BITTAG);
        return master.unwrap(subject, key.wrapped(), Mac.class);
    }

    private Optional<Aead> load(String keyId) {
        return keys.withId(keyId).map(this::aead);
    }

    private Aead aead(WrappedKey key) {
        return master.unwrap(key.subject(), key.wrapped(), Aead.class);
    }

    private WrappedKey findOrCreate(String subject, Parameters kind) {
        return keys.findOrCreate(subject, () -> master.wrapNew(subject, kind));
    }

    private record Key(String id, Aead aead) {}

    /**
     * A personal value behind a random salt. The salt is encrypted with the value: without it, the
     * commitment to a short value such as an address could be found by trying them all.
     */
    private record Salted(byte[] bytes) {
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
}
