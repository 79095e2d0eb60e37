package com.scaiwave.admin.crud;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose tokens are accepted.
 *
 * @param issuer the only {@code iss}
 * @param audience what must be in {@code aud}
 * @param keys a file with the issuer's public keys, a JSON Web Key Set
 */
@ConfigurationProperties("peer.tokens")
record TokenProperties(String issuer, String audience, Path keys) {}
