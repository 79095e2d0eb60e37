package com.scaiwave.admin.query.proofs;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is sealed, and where its checkpoints are sent.
 *
 * @param origin the name under which checkpoints are signed, a URL without its scheme; counts until
 *     the first event was sealed
 * @param publishTo a folder on another disk, or the URL of a server that takes PUT, which gets
 *     every published checkpoint and the tiles below it; without it the sealer can't notice a
 *     restore
 * @param witnesses the witnesses that cosign published checkpoints
 */
@ConfigurationProperties("scaiwave.proofs")
public record ProofsProperties(
        @DefaultValue("localhost/scaiwave/administration") String origin,
        @Nullable String publishTo,
        @DefaultValue List<Witness> witnesses) {
    public ProofsProperties {
        witnesses = List.copyOf(witnesses);
    }

    /**
     * A witness.
     *
     * @param key its verifier key
     * @param url its submission prefix
     */
    public record Witness(String key, String url) {}

    /** The submission prefixes of the witnesses, by their keys. */
    public Map<String, String> urls() {
        return witnesses.stream().collect(Collectors.toMap(Witness::key, Witness::url));
    }
}
