package com.scaiwave.admin.split;

import com.scaiwave.admin.log.vault.MasterKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The key under which personal values and secrets are encrypted.
 *
 * @param masterKey the key that wraps all others, the same for all processes: a Tink keyset in
 *     JSON, as {@code new-master-key} prints it
 */
@ConfigurationProperties("scaiwave.vault")
public record VaultProperties(@Nullable String masterKey) {
    public VaultProperties {
        if (masterKey == null || masterKey.isBlank()) {
            throw new IllegalArgumentException(
                    "scaiwave.vault.master-key is required; new-master-key makes one");
        }
    }

    MasterKey key() {
        return MasterKey.parse(Objects.requireNonNull(masterKey).strip());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "master key";
    }
}
