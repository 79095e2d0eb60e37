package com.scaiwave.admin.web.caller;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches an issuer's key set over HTTP, within three seconds in total. The address is configured,
 * or comes from the issuer's discovery document, which is read at most once a minute. For use by
 * one thread.
 */
final class KeyFetcher {
    private static final int CONNECT = Math.toIntExact(Duration.ofSeconds(2).toMillis());
    private static final int MOST_BYTES = 256 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration FOUND = Duration.ofMinutes(1);

    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(CONNECT, Math.toIntExact(LIMIT.toMillis()), MOST_BYTES);
    private final URI configured;
    private final boolean discovers;
    private volatile URI asked;
    private @Nullable URI found;
    private long foundAt;

    KeyFetcher(AuthProperties properties) {
        URI keys = properties.jwksUri();
        this.discovers = keys == null;
        this.configured =
                keys == null ? discovery(Objects.requireNonNull(properties.issuer())) : keys;
        this.asked = configured;
    }

    /**
     * Fetches the issuer's current keys.
     *
     * @throws IOException if the issuer does not answer in time, or not with usable keys
     */
    KeySet fetch() throws IOException, InterruptedException {
        FutureTask<KeySet> answer = new FutureTask<>(this::read);
        // Interrupting a virtual thread aborts a socket read that blocks.
        Thread.ofVirtual().name("issuer-fetch").start(answer);
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** The address that was asked last, without user and query, for the log. */
    String address() {
        URI address = asked;
        String host = address.getRawAuthority().replaceFirst(".*@", "");
        return address.getScheme() + "://" + host + address.getPath();
    }

    private KeySet read() throws IOException, ParseException {
        asked = discovers ? discovered() : configured;
        return KeySet.parse(get(asked));
    }

    private URI discovered() throws IOException, ParseException {
        URI known = found;
        if (known != null && System.nanoTime() - foundAt < FOUND.toNanos()) {
            return known;
        }
        asked = configured;
        Map<String, Object> document = JSONObjectUtils.parse(get(configured));
        URI address = JSONObjectUtils.getURI(document, "jwks_uri");
        if (address == null || !AuthProperties.isHttp(address)) {
            throw new ParseException("the document has no http(s) jwks_uri", 0);
        }
        found = address;
        foundAt = System.nanoTime();
        return address;
    }

    private String get(URI address) throws IOException {
        return http.retrieveResource(address.toURL()).getContent();
    }

    private static URI discovery(URI issuer) {
        String base = issuer.toString().replaceAll("/+$", "");
        return URI.create(base + "/.well-known/openid-configuration");
    }
}
