package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.tlog.SigningKey;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys that sign checkpoints and bundles, their private halves wrapped by the master key. */
public final class SigningKeys {
    private static final String SIGNING =
            """
            select name, public, wrapped from proofs.signing_keys
            where kind = ? and name = ? and (retired_at is null or retired_at > clock_timestamp() - ?::interval)
            order by created_at desc, key_id
            """;
    private static final String ADD =
            """
            insert into proofs.signing_keys (key_id, name, kind, public, wrapped)
            values (?, ?, ?, ?, ?)
            """;
    private static final String RETIRE =
            """
            update proofs.signing_keys set retired_at = clock_timestamp()
            where kind = ? and name = ? and retired_at is null
            """;

    private final JdbcClient sql;
    private final MasterKey master;

    public SigningKeys(JdbcClient sql, MasterKey master) {
        this.sql = sql;
        this.master = master;
    }

    /** The keys that sign the checkpoints of an origin, the current one first. */
    public List<SigningKey> ofLog(String origin) {
        return keys("log", origin);
    }

    /** Makes the keys of an origin that has none. */
    void create(String origin) {
        add("log", origin);
        add("bundle", origin + "/bundles");
    }

    /** Replaces the key of an origin's checkpoints; the old one signs as well for a while. */
    public VerifierKey rotate(String origin) {
        sql.sql(RETIRE).params("log", origin).update();
        return add("log", origin);
    }

    private List<SigningKey> keys(String kind, String name) {
        return sql.sql(SIGNING)
                .params(kind, name, StoredTrees.OVERLAP.toDays() + " days")
                .query((row, _) -> {
                    VerifierKey key =
                            new VerifierKey(
                                    row.getString("name"),
                                    VerifierKey.NOTE,
                                    row.getString("public"));
                    return SigningKey.of(
                            key, master.unwrap(purpose(kind, key), row.getBytes("wrapped")));
                })
                .list();
    }

    private VerifierKey add(String kind, String name) {
        SigningKey key = SigningKey.generate(name);
        VerifierKey verifier = key.verifier();
        sql.sql(ADD)
                .params(
                        verifier.id(),
                        name,
                        kind,
                        verifier.encoded(),
                        master.wrap(purpose(kind, verifier), key.pkcs8()))
                .update();
        return verifier;
    }

    private static String purpose(String kind, VerifierKey key) {
        return "proofs/" + kind + "/" + key.vkey();
    }
}
