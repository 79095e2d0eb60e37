package com.scaiwave.admin.proofs;

import com.scaiwave.admin.log.KnownMigrations;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of the proofs. */
public final class ProofSchema {
    private static final String SCHEMA = "proofs";

    private ProofSchema() {}

    /**
     * Their migrations.
     *
     * @param owner connects as the role that owns the tables, which must not serve requests
     * @param sealerRole the role that grows the trees
     * @param queryRole the role that may only read
     */
    public static Flyway of(DataSource owner, String sealerRole, String queryRole) {
        Map<String, String> roles = Map.of("sealer_role", sealerRole, "query_role", queryRole);
        return KnownMigrations.of(owner, SCHEMA, "db/proofs", roles);
    }
}
