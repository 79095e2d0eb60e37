package com.scaiwave.admin.assembly;

/** The roles of the database, each with the rights that one kind of work needs. */
public enum DatabaseRole {
    /** Owns and migrates the tables; serves no request. */
    OWNER("scaiwave_owner"),
    /** Appends to the logs, and reads them; adds keys to the vault, and counts requests. */
    COMMAND("scaiwave_command"),
    /** Writes the read model and the trees of the proofs. */
    PROJECTOR("scaiwave_projector"),
    /**
     * Reads the logs, the read model and the proofs; adds keys to the vault, and counts requests.
     */
    QUERY("scaiwave_query");

    private final String sqlName;

    DatabaseRole(String sqlName) {
        this.sqlName = sqlName;
    }

    /** The name of the role in PostgreSQL; {@code db/roles.sql} creates it. */
    public String sqlName() {
        return sqlName;
    }
}
