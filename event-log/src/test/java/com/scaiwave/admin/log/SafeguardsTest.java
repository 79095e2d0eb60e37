package com.scaiwave.admin.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A process does not start on a PostgreSQL that could lose or change recorded events. */
@NullMarked
class SafeguardsTest {
    private static EmbeddedPostgres server;
    private static TestPostgres postgres;

    @BeforeAll
    static void a_durable_server() throws IOException {
        server =
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
        postgres = TestPostgres.on(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void the_roles_of_a_deployment_pass() {
        assertThatCode(() -> Safeguards.checkWriter(postgres.as("scaiwave_command")))
                .doesNotThrowAnyException();
        assertThatCode(() -> Safeguards.checkReader(postgres.as("scaiwave_query")))
                .doesNotThrowAnyException();
    }

    @Test
    void the_owner_and_the_superuser_serve_nobody() {
        assertNoWriter("scaiwave_owner", "scaiwave_owner may UPDATE on log_administration.events");
        assertNoWriter("postgres", "postgres is a superuser");
    }

    @Test
    void who_reads_may_not_append_and_who_writes_must() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Safeguards.checkReader(postgres.as("scaiwave_command")))
                .withMessageContaining("who reads may append");
        assertNoWriter("scaiwave_query", "who writes may not append");
    }

    private void assertNoWriter(String role, String reason) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Safeguards.checkWriter(postgres.unpooled(role)))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "alter role scaiwave_command set synchronous_commit to off,"
                + " alter role scaiwave_command reset synchronous_commit, synchronous_commit is off",
        "alter table log_metering.events disable trigger append_only,"
                + " alter table log_metering.events enable trigger append_only, not guarded",
        "grant delete on log_administration.claims to scaiwave_command,"
                + " revoke delete on log_administration.claims from scaiwave_command,"
                + " scaiwave_command may DELETE on log_administration.claims",
        "alter role scaiwave_command bypassrls, alter role scaiwave_command nobypassrls, bypasses"
    })
    void what_was_loosened_is_named(String loosen, String mend, String named) {
        JdbcTemplate superuser = postgres.superuser();
        superuser.execute(loosen);
        try {
            assertNoWriter("scaiwave_command", named);
        } finally {
            superuser.execute(mend);
        }
    }

    @Test
    void a_server_with_the_settings_of_tests_is_refused() {
        TestPostgres careless = TestPostgres.create();
        assertThatIllegalStateException()
                .isThrownBy(() -> Safeguards.checkWriter(careless.as("scaiwave_command")))
                .withMessageContaining("fsync is off");
    }
}
