package com.scaiwave.admin.proofs;

import com.scaiwave.admin.log.KnownMigrations;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Creates and migrates the tables of the proofs. */
public final class ProofSchema {
    private static final String SCHEMA = "proofs";

    private final Flyway flyway;
    private boolean behind = true;

    /**
     * The tables of a database.
     *
     * @param owner connects as the role that owns the tables, which must not serve requests
     * @param sealerRole the role that grows the trees
     * @param queryRole the role that may only read
     */
    public ProofSchema(DataSource owner, String sealerRole, String queryRole) {
        this.flyway =
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
                        .load();
    }

    /**
     * Checks that the tables are not of a newer version.
     *
     * @throws IllegalStateException if they are, or of another build
     */
    public void check() {
        behind = KnownMigrations.isBehind(flyway);
    }

    /** Brings the tables to this version, once {@link #check} has found that it knows them. */
    public void migrate() {
        if (behind) {
            flyway.migrate();
        }
    }
}
