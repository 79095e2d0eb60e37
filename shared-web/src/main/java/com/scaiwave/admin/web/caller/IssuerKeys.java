package com.scaiwave.admin.web.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.scaiwave.admin.log.CriticalThread;
import com.scaiwave.admin.web.health.HealthCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an OpenID Connect issuer. One thread refreshes them: every five minutes; every
 * second while the issuer is down; and when a token names an unknown key, at most once a second. A
 * request with an unknown key waits at most two seconds for a refresh that began after the request
 * arrived. So a new key is found even while other tokens name made-up keys. While the issuer is
 * down, its last keys remain in use for four hours.
 */
public final class IssuerKeys implements JWKSource<SecurityContext>, HealthCheck, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final int LONGEST_ID = 255;

    /** Key ids that were not found within the last second; they cause no further refresh. */
    private final Cache<String, Boolean> absent =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumSize(1_000)
                    .expireAfterWrite(Rounds.PACE)
                    .build();

    private final Rounds rounds = new Rounds();
    private final String issuer;
    private final KeyFetcher fetcher;
    private final Thread worker;
    private volatile @Nullable Known known;
    private boolean lost;
    private List<String> skipped = List.of();

    private IssuerKeys(AuthProperties properties) {
        this.issuer = String.valueOf(properties.issuer());
        this.fetcher = new KeyFetcher(properties);
        this.worker = CriticalThread.unstarted("issuer-keys", this::run);
    }

    /** Starts to fetch the keys of the configured issuer, which need not be up yet. */
    public static IssuerKeys of(AuthProperties properties) {
        IssuerKeys keys = new IssuerKeys(properties);
        keys.worker.start();
        return keys;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
            throws KeySourceException {
        KeySet keys = current();
        if (keys == null) {
            rounds.awaitFirst();
            keys = required();
        }
        List<JWK> found = selector.select(keys.keys());
        String id = id(selector.getMatcher());
        if (!found.isEmpty()
                || keys.ids().contains(id)
                || id.length() > LONGEST_ID
                || absent.getIfPresent(id) != null) {
            return found;
        }
        rounds.awaitNext();
        List<JWK> now = selector.select(required().keys());
        if (now.isEmpty()) {
            absent.put(id, true);
        }
        return now;
    }

    @Override
    public String name() {
        return "issuer";
    }

    /** Works while there are keys to use, even if the issuer is down. */
    @Override
    public State check() {
        KeySet keys = current();
        return new State(
                keys != null,
                Map.of("issuer", issuer, "keys", keys == null ? 0 : keys.keys().size()));
    }

    @Override
    public void close() {
        worker.interrupt();
    }

    private void run() {
        try {
            while (true) {
                rounds.awaitTurn();
                rounds.end(refresh());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean refresh() throws InterruptedException {
        try {
            KeySet keys = fetcher.fetch();
            known = new Known(keys, System.nanoTime());
            noteFound(keys);
            return true;
        } catch (IOException | RuntimeException e) {
            noteLost(e);
            return false;
        }
    }

    private void noteFound(KeySet keys) {
        if (lost) {
            lost = false;
            LOG.atInfo().addKeyValue("issuer", issuer).log("the issuer's keys can be had again");
        }
        if (!keys.skipped().equals(skipped)) {
            skipped = keys.skipped();
            LOG.atWarn()
                    .addKeyValue("issuer", issuer)
                    .addKeyValue("skipped", skipped)
                    .log("unusable keys of the issuer are skipped");
        }
    }

    private void noteLost(Exception e) {
        if (!lost) {
            lost = true;
            LOG.atWarn()
                    .addKeyValue("issuer", issuer)
                    .addKeyValue("address", fetcher.address())
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("the issuer's keys can't be had, trying again");
        }
    }

    private @Nullable KeySet current() {
        Known now = known;
        return now == null || System.nanoTime() - now.at() > OUTAGE.toNanos() ? null : now.keys();
    }

    private KeySet required() throws KeySourceException {
        KeySet keys = current();
        if (keys == null) {
            throw new KeySourceException("there are no keys");
        }
        return keys;
    }

    /** The key id that the token names, or else its algorithms. */
    private static String id(JWKMatcher matcher) {
        Set<String> ids = matcher.getKeyIDs();
        return ids == null ? "any of " + matcher.getAlgorithms() : String.join(" ", ids);
    }

    private record Known(KeySet keys, long at) {}
}
