package com.scaiwave.admin.log.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.deadline.PunctualDataSource;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Seals and opens values under one key a subject; the keys are in a table, wrapped by the master
 * key. Without its row a value can't be opened by anyone any more.
 *
 * <p>Keys are cached for a minute, which is also how long an erased one may still be in use.
 */
public final class Vault implements Personal.Opener {
    private static final String FIND = "select key_id, wrapped from vault.keys where subject = ?";
    private static final String LOAD = "select subject, wrapped from vault.keys where key_id = ?";
    private static final String CREATE =
            """
            insert into vault.keys (key_id, subject, wrapped) values (?, ?, ?)
            on conflict (subject) do nothing
            """;
    private static final String FIND_ALL =
            "select subject, key_id, wrapped from vault.keys where subject = any (?)";
    private static final String CREATE_ALL =
            """
            insert into vault.keys (key_id, subject, wrapped)
            select n.key_id, n.subject, n.wrapped
            from unnest(?, ?, ?) as n(key_id, subject, wrapped)
            on conflict (subject) do nothing
            """;
    private static final String OLDEST =
            """
            select subject, wrapped from vault.keys order by subject <> ?, created_at limit 1
            """;

    /** The subject of a key that seals nothing, and tells a wrong master key. */
    private static final String CHECKED = "master-key";

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final JdbcClient sql;
    private final MasterKey master;
    private final Cache<String, Key> bySubject = cache();
    private final Cache<String, Optional<Aead>> byId = cache();
    private final Cache<String, Mac> macs = cache();

    private Vault(DataSource dataSource, MasterKey master) {
        this.sql = JdbcClient.create(new PunctualDataSource(dataSource));
        this.master = master;
    }

    /**
     * The vault of a database, which from its first opening on knows its master key.
     *
     * @throws IllegalStateException when it is not the one that the keys are wrapped by
     */
    public static Vault open(DataSource dataSource, MasterKey master) {
        Vault vault = new Vault(dataSource, master);
        vault.checkMaster();
        return vault;
    }

    private static <V> Cache<String, V> cache() {
        return Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMinutes(1))
                .build();
    }

    /** Seals a personal value under the key of its subject, which is made on first use. */
    public Personal.Sealed seal(String subject, String value) {
        Key key = key(subject);
        return new Personal.Sealed(
                key.id(), ENCODER.encodeToString(encrypt(key, value.getBytes(UTF_8))), this);
    }

    /** Has the keys of many subjects at hand, made in one step where they are new. */
    public void prepare(Collection<String> subjects) {
        Set<String> missing = new TreeSet<>(subjects);
        missing.removeAll(bySubject.getAllPresent(subjects).keySet());
        remember(missing);
        if (missing.isEmpty()) {
            return;
        }
        sql.sql(CREATE_ALL)
                .params(
                        missing.stream().map(_ -> newId()).toArray(String[]::new),
                        missing.toArray(String[]::new),
                        missing.stream().map(s -> wrapNew(s, Kind.AEAD)).toArray(byte[][]::new))
                .update();
        remember(missing);
    }

    /** Caches the keys that are there, and takes their subjects off the set. */
    private void remember(Set<String> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        sql.sql(FIND_ALL)
                .param(subjects.toArray(String[]::new))
                .query(row -> {
                    String subject = row.getString("subject");
                    Aead aead = unwrap(subject, row.getBytes("wrapped"), Aead.class);
                    bySubject.put(subject, new Key(row.getString("key_id"), aead));
                    subjects.remove(subject);
                });
    }

    @Override
    public String open(String key, String cipher) {
        Optional<Aead> aead = remembered(byId, key, this::load);
        if (aead.isEmpty()) {
            return Personal.ERASED;
        }
        try {
            return new String(
                    aead.get().decrypt(DECODER.decode(cipher), key.getBytes(UTF_8)), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not open with its key " + key, e);
        }
    }

    /** Seals bytes that are not personal: secrets, stored answers, cursors. */
    public byte[] sealBytes(String subject, byte[] value) {
        return encrypt(key(subject), value);
    }

    /**
     * Opens what {@link #sealBytes} sealed for the same subject; empty when it is not that, as a
     * forged cursor is not.
     */
    public Optional<byte[]> openBytes(String subject, byte[] sealed) {
        Key key = key(subject);
        try {
            return Optional.of(key.aead().decrypt(sealed, key.id().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** A MAC that tells nothing of what it was made from, and is the same on every node. */
    public byte[] mac(String subject, byte[] value) {
        try {
            return remembered(macs, subject, this::macOf).computeMac(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", e);
        }
    }

    /** Nobody waits for what another one loads: it may be waiting for a server that is gone. */
    private static <V> V remembered(Cache<String, V> cache, String key, Function<String, V> load) {
        V known = cache.getIfPresent(key);
        if (known == null) {
            known = load.apply(key);
            cache.put(key, known);
        }
        return known;
    }

    /** In a vault from before there was a key to check with, the oldest key tells as well. */
    private void checkMaster() {
        List<Boolean> oldest =
                sql.sql(OLDEST)
                        .param(CHECKED)
                        .query((row, _) -> opens(row.getString("subject"), row.getBytes("wrapped")))
                        .list();
        if (oldest.contains(false) || !opens(CHECKED, findOrCreate(CHECKED, Kind.AEAD).wrapped())) {
            throw new IllegalStateException(
                    "the master key is not the one that the data was sealed under: put that back,"
                            + " or start with other data");
        }
    }

    private boolean opens(String subject, byte[] wrapped) {
        try {
            parse(subject, wrapped);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
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
                    Stored stored = findOrCreate(s, Kind.AEAD);
                    return new Key(stored.id(), unwrap(s, stored.wrapped(), Aead.class));
                });
    }

    private Mac macOf(String subject) {
        return unwrap(subject, findOrCreate(subject, Kind.MAC).wrapped(), Mac.class);
    }

    private Optional<Aead> load(String keyId) {
        return sql.sql(LOAD)
                .param(keyId)
                .query((row, _) ->
                        unwrap(row.getString("subject"), row.getBytes("wrapped"), Aead.class))
                .optional();
    }

    private Stored findOrCreate(String subject, Kind kind) {
        Stored found = find(subject);
        if (found != null) {
            return found;
        }
        sql.sql(CREATE).params(newId(), subject, wrapNew(subject, kind)).update();
        found = find(subject);
        if (found == null) {
            throw new IllegalStateException("a key was erased while it was being made");
        }
        return found;
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    private @Nullable Stored find(String subject) {
        return sql.sql(FIND)
                .param(subject)
                .query((row, _) -> new Stored(row.getString("key_id"), row.getBytes("wrapped")))
                .optional()
                .orElse(null);
    }

    private byte[] wrapNew(String subject, Kind kind) {
        try {
            KeysetHandle keyset =
                    KeysetHandle.generateNew(
                            switch (kind) {
                                case AEAD -> PredefinedAeadParameters.AES256_GCM;
                                case MAC -> PredefinedMacParameters.HMAC_SHA256_256BITTAG;
                            },
                            MasterKey.TINK);
            return TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                            keyset, master.aead(), subject.getBytes(UTF_8), MasterKey.TINK)
                    .getBytes(UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key could not be wrapped", e);
        }
    }

    private <P> P unwrap(String subject, byte[] wrapped, Class<P> primitive) {
        try {
            return parse(subject, wrapped).getPrimitive(MasterKey.TINK, primitive);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a key of the vault does not open: was the master key changed?", e);
        }
    }

    private KeysetHandle parse(String subject, byte[] wrapped) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                new String(wrapped, UTF_8), master.aead(), subject.getBytes(UTF_8), MasterKey.TINK);
    }

    private enum Kind {
        AEAD,
        MAC
    }

    private record Key(String id, Aead aead) {}

    private record Stored(String id, byte[] wrapped) {}
}
