package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.answer;
import static com.scaiwave.admin.log.Samples.answering;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static com.scaiwave.admin.log.Samples.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What each role may do in the database, whatever the code does. */
@NullMarked
class AppendOnlyTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String ANOTHER_EVENT =
            """
            insert into log_administration.events
            select position + 1, gen_random_uuid(), stream, sequence + 1, type, revision, payload,
                   metadata, recorded_at + interval '1 second'
            from log_administration.events order by position desc limit 1
            """;
    private static final String APPEND =
            """
            select outcome from log_administration.append(
                false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',
                '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',
                '{}', '{}', '{}')
            """;
    private static final TestPostgres POSTGRES = TestPostgres.create();
    private static final EventLog LOG = POSTGRES.log(LogName.ADMINISTRATION);

    private long before;

    @BeforeAll
    static void the_log_has_events_claims_and_answers() {
        LOG.append(appending(enabled(WEB), reported("1")));
        LOG.append(answering(answer("key", "body", "sealed"), enabled(WEB)));
    }

    @BeforeEach
    void count() {
        before = LOG.head();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scaiwave_command", "scaiwave_query", "scaiwave_owner", "postgres"})
    void nobody_changes_or_deletes_an_event(String role) {
        List<StoredEvent> events = LOG.readAfter(Checkpoint.START, 100);
        for (String change :
                List.of(
                        "update log_administration.events set revision = 2",
                        "update log_administration.events set revision = 2 where false",
                        "delete from log_administration.events",
                        "truncate log_administration.events",
                        "truncate log_administration.events cascade")) {
            assertRefused(role, change);
        }
        assertThat(LOG.readAfter(Checkpoint.START, 100)).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scaiwave_command", "scaiwave_query"})
    void no_role_that_serves_requests_goes_past_the_append(String role) {
        assertRefused(role, ANOTHER_EVENT);
        assertThat(LOG.head()).isEqualTo(before);
    }

    @Test
    void the_owner_may_insert_so_that_a_log_can_be_restored() {
        as("scaiwave_owner").update(ANOTHER_EVENT);
        assertThat(LOG.head()).isEqualTo(before + 1);
    }

    @Test
    void only_the_command_side_appends() {
        assertThat(as("scaiwave_command").queryForObject(APPEND, String.class)).isEqualTo("head");
        assertRefused("scaiwave_query", APPEND);
    }

    @ParameterizedTest
    @CsvSource({
        "claims,  namespace",
        "claims,  owner",
        "answers, answer",
        "answers, key",
        "secrets, sealed"
    })
    void the_query_side_reads_events_and_nothing_else(String table, String column) {
        assertThat(
                        as("scaiwave_query")
                                .queryForObject(
                                        "select count(*) from log_administration.events",
                                        Long.class))
                .isEqualTo(before);
        assertRefused("scaiwave_query", "select " + column + " from log_administration." + table);
        assertRefused("scaiwave_query", "delete from log_administration." + table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claims", "answers", "secrets"})
    void the_command_side_changes_what_goes_with_events_only_through_the_append(String table) {
        assertRefused("scaiwave_command", "delete from log_administration." + table);
        assertRefused("scaiwave_command", "truncate log_administration." + table);
        assertRefused(
                "scaiwave_command",
                "insert into log_administration."
                        + table
                        + " select * from log_administration."
                        + table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scaiwave_command", "scaiwave_query"})
    void no_role_that_serves_requests_takes_the_guard_away(String role) {
        assertRefused(role, "drop trigger append_only on log_administration.events");
        assertRefused(role, "alter table log_administration.events disable trigger append_only");
        assertRefused(role, "drop table log_administration.events");
        assertRefused(role, "create table log_administration.mine (id int)");
        assertRefused(role, "set session_replication_role = replica");
        assertRefused(role, "delete from vault.keys");
        assertRefused(role, "update vault.keys set wrapped = ''");
    }

    @Test
    void only_the_command_side_forgets_answers() {
        assertRefused(
                "scaiwave_query", "select log_administration.forget_answers(interval '0 seconds')");
    }

    private static void assertRefused(String role, String statement) {
        assertThatExceptionOfType(DataAccessException.class)
                .as("%s: %s", role, statement)
                .isThrownBy(() -> as(role).execute(statement))
                .havingRootCause()
                .asInstanceOf(type(PSQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo(INSUFFICIENT_PRIVILEGE);
    }

    private static JdbcTemplate as(String role) {
        return new JdbcTemplate(POSTGRES.as(role));
    }
}
