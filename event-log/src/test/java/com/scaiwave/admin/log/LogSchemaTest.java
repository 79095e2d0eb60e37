package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@NullMarked
class LogSchemaTest {
    private static final String TABLES =
            """
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_schema in ('log_administration', 'log_metering', 'vault') order by 1
            """;

    private final TestPostgres postgres = TestPostgres.create();

    @Test
    void migrating_again_leaves_a_log_as_it_is() {
        EventLog log = postgres.log(LogName.ADMINISTRATION);
        log.append(appending(enabled(WEB)));
        migrate();
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void what_an_interrupted_migration_left_out_is_made_up_for() {
        String functions =
                "select count(*) from pg_proc where proname = 'probe_disk'"
                        + " and pronamespace = 'log_administration'::regnamespace";
        postgres.superuser().execute("drop function log_administration.probe_disk");
        postgres.superuser()
                .update(
                        "delete from log_administration.flyway_schema_history where version = '14'");

        migrate();

        assertThat(postgres.superuser().queryForObject(functions, Long.class)).isEqualTo(1);
    }

    @Test
    void data_of_an_earlier_build_are_refused_and_left_as_they_are() {
        postgres.superuser().execute("drop schema log_administration, log_metering, vault cascade");
        run("earlier");
        List<String> before = tables();

        assertThatIllegalStateException()
                .isThrownBy(this::migrate)
                .withMessage(
                        "the data was written by an earlier build of this software (V1__log.sql in"
                                + " log_administration): nothing was changed; start with another"
                                + " data folder or database, or start what wrote it");
        assertThat(tables()).isEqualTo(before).contains("log_administration.events");
    }

    @Test
    void data_of_a_newer_version_are_refused_as_its_functions_may_be_others() {
        run("later");

        assertThatIllegalStateException()
                .isThrownBy(this::migrate)
                .withMessageContaining("a newer version of this software (V999__append.sql in")
                .withMessageContaining("nothing was changed");
    }

    @Test
    void data_of_a_build_with_another_text_of_a_migration_are_refused() {
        postgres.superuser()
                .update(
                        "update log_metering.flyway_schema_history set checksum = checksum + 1"
                                + " where version = '13'");

        assertThatIllegalStateException()
                .isThrownBy(this::migrate)
                .withMessageContaining("another build of this software (V13__functions.sql in")
                .withMessageContaining("log_metering");
    }

    private void migrate() {
        KnownMigrations.migrate(
                LogSchema.of(postgres.as("scaiwave_owner"), "scaiwave_command", "scaiwave_query"));
    }

    /** Runs the migrations of another build on the administration log. */
    private void run(String migrations) {
        Flyway.configure()
                .dataSource(postgres.as("scaiwave_owner"))
                .schemas(LogName.ADMINISTRATION.schema())
                .locations("classpath:db/" + migrations)
                .ignoreMigrationPatterns("*:missing")
                .load()
                .migrate();
    }

    private List<String> tables() {
        return JdbcClient.create(postgres.as("postgres"))
                .sql(TABLES)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
