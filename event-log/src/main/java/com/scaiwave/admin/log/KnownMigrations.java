package com.scaiwave.admin.log;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Refuses data that this version did not write. Flyway would only say that a checksum or number
 * does not match; this also says what to do.
 */
public final class KnownMigrations {
    private KnownMigrations() {}

    /**
     * Checks that this version knows all migrations that a schema has seen.
     *
     * @throws IllegalStateException if one is of a newer version or of another build
     */
    public static void check(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().applied()) {
            switch (migration.getState()) {
                case FUTURE_SUCCESS, FUTURE_FAILED ->
                        throw refused(flyway, migration, "a newer version of this software");
                case MISSING_SUCCESS, MISSING_FAILED ->
                        throw refused(flyway, migration, "an earlier build of this software");
                default -> {
                    if (migration.isVersioned() && !migration.isChecksumMatching()) {
                        throw refused(flyway, migration, "another build of this software");
                    }
                }
            }
        }
    }

    private static IllegalStateException refused(
            Flyway flyway, MigrationInfo migration, String whose) {
        return new IllegalStateException(
                "the data was written by "
                        + whose
                        + " ("
                        + migration.getScript()
                        + " in "
                        + flyway.getConfiguration().getDefaultSchema()
                        + "): nothing was changed; start with another data folder or database, or"
                        + " start what wrote it");
    }
}
