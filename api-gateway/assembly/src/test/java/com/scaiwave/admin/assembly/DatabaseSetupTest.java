package com.scaiwave.admin.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@NullMarked
class DatabaseSetupTest {
    private static final Map<DatabaseRole, String> PASSWORDS =
            Map.of(DatabaseRole.OWNER, "o'wner", DatabaseRole.COMMAND, "secret");
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
