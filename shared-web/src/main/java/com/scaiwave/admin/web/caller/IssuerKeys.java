package com.scaiwave.admin.web.caller;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;

/**
 * The public keys of an OpenID Connect issuer: fetched when first needed, kept for five minutes,
 * fetched again for an unknown {@code kid}, and kept in use while the issuer is away.
 */
public final class IssuerKeys {
    private static final int TIMEOUT = Math.toIntExact(Duration.ofSeconds(2).toMillis());
    private static final int MOST_BYTES = 256 * 1024;
    private static final long OUTAGE = Duration.ofHours(4).toMillis();

    private IssuerKeys() {}

    /** The keys of the issuer that is configured. */
    public static JWKSource<SecurityContext> of(AuthProperties properties) {
        DefaultResourceRetriever http = new DefaultResourceRetriever(TIMEOUT, TIMEOUT, MOST_BYTES);
        try {
            return JWKSourceBuilder.create(jwksUri(properties, http), http)
                    .outageTolerant(OUTAGE)
                    .build();
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(
                    "the issuer's discovery document can't be read; set scaiwave.auth.jwks-uri", e);
        }
    }

    private static URL jwksUri(AuthProperties properties, DefaultResourceRetriever http)
            throws IOException, ParseException {
        URI explicit = properties.jwksUri();
        if (explicit != null) {
            return explicit.toURL();
        }
        URI issuer = properties.issuer();
        if (issuer == null) {
            throw new MalformedURLException("no issuer");
        }
        String base = issuer.toString().replaceAll("/+$", "");
        URL discovery = URI.create(base + "/.well-known/openid-configuration").toURL();
        Map<String, Object> document =
                JSONObjectUtils.parse(http.retrieveResource(discovery).getContent());
        return URI.create(JSONObjectUtils.getString(document, "jwks_uri")).toURL();
    }
}
