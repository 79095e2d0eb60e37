package com.scaiwave.admin.split;

import com.scaiwave.admin.log.vault.MasterKey;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What seals personal values and secrets.
 *
 * @param masterKey the key that wraps all others, the same for all processes: a Tink keyset in
 *     JSON, as {@code new-master-key} prints it
 */
@ConfigurationProperties("scaiwave.vault")
public record VaultProperties(@DefaultValue("") String masterKey) {
    public VaultProperties {
        if (masterKey.isBlank()) {
            throw new IllegalArgumentException(
                    "scaiwave.vault.master-key is required; new-master-key makes one");
        }
    }

    MasterKey key() {
        return MasterKey.parse(masterKey.strip());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "master key";
    }
}
