package com.scaiwave.admin.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each test has a server of its own, and waits for it for half of the time. */
@NullMarked
@Execution(ExecutionMode.CONCURRENT)
class DatabaseSetupTest {
    private static final Map<DatabaseRole, String> PASSWORDS =
            Map.of(DatabaseRole.OWNER, "o'wner", DatabaseRole.COMMAND, "secret");
    private static final String LATER =
            """
            insert into {schema}.flyway_schema_history (installed_rank, version, description, type,
                script, checksum, installed_by, execution_time, success)
            values (99, '999', 'later', 'SQL', 'V999__later.sql', 1, 'scaiwave_owner', 1, true)
            """;
    private static final String FORGET =
            "delete from {schema}.flyway_schema_history where installed_rank = 99";
    private static final String EVENTS = "select count(*) from log_administration.events";

    private final EmbeddedPostgres server;
    private final Database database;

    DatabaseSetupTest() throws IOException {
        server = EmbeddedPostgres.start();
        database = new Database("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/own-name");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private JdbcClient as(DatabaseRole role) {
        return JdbcClient.create(database.as(role.sqlName(), PASSWORDS.get(role)));
    }

    @Test
    void it_makes_everything_once() {
        new DatabaseSetup(database, PASSWORDS).run("postgres", null);
        new DatabaseSetup(database, PASSWORDS).run("postgres", null);

        assertThat(as(DatabaseRole.COMMAND).sql(EVENTS).query(Long.class).single()).isZero();
        assertThat(as(DatabaseRole.QUERY).sql(EVENTS).query(Long.class).single()).isZero();
    }

    /** Each schema in turn has a newer migration. Another schema is dropped, and not made again. */
    @Test
    void data_of_a_newer_version_are_refused_and_no_schema_is_changed() {
        DatabaseSetup setup = new DatabaseSetup(database, PASSWORDS);
        setup.run("postgres", null);
        JdbcClient superuser = JdbcClient.create(database.as("postgres", null));
        for (String schema :
                List.of("vault", "log_administration", "log_metering", "proofs", "edge")) {
            String other = schema.equals("proofs") ? "edge" : "proofs";
            superuser.sql("drop schema " + other + " cascade").update();
            superuser.sql(LATER.replace("{schema}", schema)).update();

            assertThatIllegalStateException()
                    .isThrownBy(() -> setup.run("postgres", null))
                    .withMessageContaining(
                            "a newer version of this software (V999__later.sql in " + schema)
                    .withMessageContaining("nothing was changed");
            assertThat(schemas(superuser)).contains(schema).doesNotContain(other);

            superuser.sql(FORGET.replace("{schema}", schema)).update();
            setup.run("postgres", null);
            assertThat(schemas(superuser)).contains(schema, other);
        }
    }

    private static List<@Nullable String> schemas(JdbcClient sql) {
        return sql.sql("select nspname from pg_namespace").query(String.class).list();
    }

    @Test
    void the_server_gets_no_password_to_keep() {
        new DatabaseSetup(database, PASSWORDS).run("postgres", null);

        assertThat(
                        JdbcClient.create(server.getPostgresDatabase())
                                .sql(
                                        "select rolpassword from pg_authid where rolname like"
                                                + " 'scaiwave_%' and rolpassword is not null")
                                .query(String.class)
                                .list())
                .hasSize(2)
                .allMatch(p -> p.startsWith("SCRAM-SHA-256$"));
    }

    @Test
    void an_administrator_need_not_be_a_superuser() {
        JdbcClient.create(server.getPostgresDatabase())
                .sql("create role dba login createdb createrole")
                .update();

        new DatabaseSetup(database, PASSWORDS).run("dba", null);
        new DatabaseSetup(database, PASSWORDS).run("dba", null);

        assertThat(as(DatabaseRole.COMMAND).sql(EVENTS).query(Long.class).single()).isZero();
    }
}
