package com.scaiwave.admin.log;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Creates and migrates the tables of the logs and of the vault. */
public final class LogSchema {
    private LogSchema() {}

    /**
     * Brings every log and the vault to this version.
     *
     * @param owner connects as the role that owns the tables, and as nothing that serves requests
     * @param commandRole may append and read
     * @param queryRole may read
     */
    public static void migrate(DataSource owner, String commandRole, String queryRole) {
        migrate(owner, "vault", "classpath:db/vault", commandRole, queryRole);
        for (LogName log : LogName.values()) {
            migrate(owner, log.schema(), "classpath:db/log", commandRole, queryRole);
        }
    }

    private static void migrate(
            DataSource owner, String schema, String location, String command, String query) {
        Flyway flyway =
                Flyway.configure()
                        .dataSource(owner)
                        .schemas(schema)
                        .defaultSchema(schema)
                        .locations(location)
                        .placeholders(
                                Map.of(
                                        "schema",
                                        schema,
                                        "command_role",
                                        command,
                                        "query_role",
                                        query))
                        .load();
        checkKnown(flyway);
        flyway.migrate();
    }

    /**
     * Checks that there is nothing that a newer version of this software made.
     *
     * @throws IllegalStateException where there is; nothing is changed then
     */
    public static void checkKnown(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new IllegalStateException(
                        "the data is of a newer version of this software ("
                                + migration.getScript()
                                + "): nothing was changed");
            }
        }
    }
}
