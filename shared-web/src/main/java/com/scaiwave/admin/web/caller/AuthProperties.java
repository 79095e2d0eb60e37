package com.scaiwave.admin.web.caller;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How bearer tokens are checked.
 *
 * @param issuer the only {@code iss} that is accepted; its keys are found through OpenID Connect
 *     Discovery unless {@code jwksUri} says where they are. It need not be up when a node starts:
 *     the node is ready when the issuer has answered
 * @param jwksUri where the issuer's public keys are
 * @param audience what must be in {@code aud}
 * @param clockSkew how far the issuer's clock may be off, at most 2 minutes
 * @param claims the names of the claims
 * @param developmentTokens whether {@code POST /dev/token} gives tokens to anyone on this machine;
 *     can't be combined with an issuer
 */
@ConfigurationProperties("scaiwave.auth")
public record AuthProperties(
        @Nullable URI issuer,
        @Nullable URI jwksUri,
        @DefaultValue("scaiwave-admin") String audience,
        @DefaultValue("0s") Duration clockSkew,
        @DefaultValue ClaimNames claims,
        @DefaultValue("false") boolean developmentTokens) {

    /** The issuer of development tokens. */
    public static final String DEVELOPMENT_ISSUER = "urn:scaiwave:development";

    public AuthProperties {
        if (developmentTokens && (issuer != null || jwksUri != null)) {
            throw new IllegalArgumentException(
                    "scaiwave.auth.development-tokens can't be combined with scaiwave.auth.issuer:"
                            + " anyone who reaches /dev/token could act as any caller");
        }
        if (!developmentTokens && issuer == null) {
            throw new IllegalArgumentException("scaiwave.auth.issuer is required");
        }
        if (jwksUri != null && !isHttp(jwksUri)) {
            throw new IllegalArgumentException("scaiwave.auth.jwks-uri is no http(s) address");
        }
        if (issuer != null && jwksUri == null && !isHttp(issuer)) {
            throw new IllegalArgumentException(
                    "scaiwave.auth.issuer is no http(s) address: set scaiwave.auth.jwks-uri");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException("scaiwave.auth.clock-skew is 0s to 2m");
        }
    }

    static boolean isHttp(URI address) {
        return ("http".equalsIgnoreCase(address.getScheme())
                        || "https".equalsIgnoreCase(address.getScheme()))
                && address.getRawAuthority() != null;
    }

    /**
     * The names of the claims in the issuer's tokens. A name is looked up as a claim first, then as
     * a path to a member of a claim, such as {@code realm_access.roles}.
     *
     * @param tenantId the claim with the caller's tenant: a name, or a path with dots
     * @param partnerId the claim with the caller's partner: a name, or a path with dots
     * @param roles the claim with the roles, a list or one string: a name, or a path with dots such
     *     as {@code realm_access.roles}
     * @param permissions the claim with the permissions, a list or one string with spaces between
     *     them: a name, or a path with dots
     * @param actorType the claim that says {@code user} or {@code service}, and nothing else: a
     *     name, or a path with dots
     */
    public record ClaimNames(
            @DefaultValue("tenant_id") String tenantId,
            @DefaultValue("partner_id") String partnerId,
            @DefaultValue("roles") String roles,
            @DefaultValue("permissions") String permissions,
            @DefaultValue("actor_type") String actorType) {}
}
