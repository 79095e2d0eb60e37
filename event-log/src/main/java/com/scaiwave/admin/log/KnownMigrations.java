package com.scaiwave.admin.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/**
 * Refuses a schema that has a migration which this version does not know, or knows with another
 * checksum. Flyway would only say that a checksum or number does not match; this also says what to
 * do.
 */
public final class KnownMigrations {
    private KnownMigrations() {}

    /**
     * The migrations of a schema.
     *
     * @param owner connects as the role that owns the tables, which must not serve requests
     * @param location their folder in the class path
     * @param names what stands for the placeholders in them, besides that of the schema
     */
    public static Flyway of(
            DataSource owner, String schema, String location, Map<String, String> names) {
        Map<String, String> all = new HashMap<>(names);
        all.put("schema", schema);
        return Flyway.configure()
                .dataSource(owner)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:" + location)
                .placeholders(all)
                .load();
    }

    /**
     * Brings schemas to this version, one after the other.
     *
     * @throws IllegalStateException if the data in one of them is of a newer version or of another
     *     build; nothing is changed then in any of them
     */
    public static void migrate(Stream<Flyway> schemas) {
        List<Flyway> behind = schemas.filter(KnownMigrations::isBehind).toList();
        behind.forEach(Flyway::migrate);
    }

    /** Whether Flyway has to migrate a schema, or to say why it can't. */
    private static boolean isBehind(Flyway flyway) {
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
