package com.scaiwave.admin.proofs;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Creates and migrates the tables of the proofs. */
public final class ProofSchema {
    private static final String SCHEMA = "proofs";

    private ProofSchema() {}

    /**
     * Brings the tables to this version.
     *
     * @param owner connects as the role that owns the tables, which must not serve requests
     * @param sealerRole the role that grows the trees
     * @param queryRole the role that may only read
     */
    public static void migrate(DataSource owner, String sealerRole, String queryRole) {
        Flyway.configure()
                .dataSource(owner)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("classpath:db/proofs")
                .placeholders(
                        Map.of(
                                "schema",
                                SCHEMA,
                                "sealer_role",
                                sealerRole,
                                "query_role",
                                queryRole))
                .load()
                .migrate();
    }
}
