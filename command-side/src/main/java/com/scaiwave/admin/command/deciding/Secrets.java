package com.scaiwave.admin.command.deciding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append.DroppedSecret;
import com.scaiwave.admin.log.Append.Secret;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.vault.Vault;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/** The secrets of tenants: sealed under a key per tenant, stored with the events that name them. */
public final class Secrets {
    private final Vault vault;
    private final EventLog log;

    Secrets(Vault vault, EventLog log) {
        this.vault = vault;
        this.log = log;
    }

    /** Has a secret stored with the current command; returns the id that its event refers to. */
    public String keep(TenantId tenant, String value) {
        String id = UUID.randomUUID().toString();
        Attempt.current()
                .stage(new Secret(id, vault.sealBytes(subject(tenant), value.getBytes(UTF_8))));
        return id;
    }

    /** Has a secret forgotten with the current command. */
    public void drop(String id) {
        Attempt.current().stage(new DroppedSecret(id));
    }

    /** Whether a stored secret is this value; takes the same time wherever they differ. */
    public boolean is(TenantId tenant, String id, String value) {
        Optional<byte[]> stored =
                log.secret(id).flatMap(sealed -> vault.openBytes(subject(tenant), sealed));
        return stored.isPresent() && MessageDigest.isEqual(stored.get(), value.getBytes(UTF_8));
    }

    private static String subject(TenantId tenant) {
        return "tenant:" + tenant;
    }
}
