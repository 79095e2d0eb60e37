package com.scaiwave.admin.log;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/**
 * Refuses data that this version did not write. Flyway would only say that a checksum or number
 * does not match; this also says what to do.
 */
public final class KnownMigrations {
    private KnownMigrations() {}

    /**
     * Whether a schema is not up to date, so that Flyway has to migrate it, or to say why it can't.
     *
     * @throws IllegalStateException if a migration that it has seen is of a newer version or of
     *     another build
     */
    public static boolean isBehind(Flyway flyway) {
        MigrationInfoService migrations = flyway.info();
        for (MigrationInfo migration : migrations.applied()) {
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
        return Arrays.stream(migrations.all())
                .anyMatch(migration -> migration.getState() != MigrationState.SUCCESS);
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
