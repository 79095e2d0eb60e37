package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.TENANT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PlatformEvent.RoomAction;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.log.Append.NewEvent;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Personal values are stored only as ciphertext, in every column of every table. */
@NullMarked
class NoPlaintextTest {
    private static final String TABLES =
            """
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_type = 'BASE TABLE'
                and table_schema not in ('pg_catalog', 'information_schema')
            """;

    private final TestPostgres postgres = TestPostgres.create();

    @BeforeEach
    void append() {
        Origin origin = new Origin("//platform", "1");
        append(
                new PartnerCreated(
                        new PartnerId("prt_1"),
                        new Slug("partner"),
                        "Partner",
                        Personal.of(
                                new Subject("prt_1", "partner", "prt_1"), "ops@partner.example"),
                        PartnerStatus.ACTIVE,
                        List.of(),
                        null,
                        null,
                        null,
                        Instant.EPOCH,
                        1));
        append(
                new PersonJoined(
                        TENANT,
                        origin,
                        new ParticipantId("p-1"),
                        ParticipantType.HUMAN,
                        "local",
                        null,
                        Personal.of(new Subject("tnt_a", "participant", "p-1"), "Grace Hopper"),
                        null));
        append(
                new RoomReported(
                        TENANT,
                        new Origin("//platform", "2"),
                        RoomAction.CLOSE,
                        "room",
                        null,
                        Personal.of(new Subject("tnt_a", "room", "1"), "Board meeting"),
                        Personal.of(new Subject("tnt_a", "room", "1"), "Harassment")));
        append(
                new PlatformReported(
                        TENANT,
                        new Origin("//platform", "3"),
                        "call.started",
                        null,
                        Personal.of(
                                new Subject("tnt_a", "actor", "3"),
                                "{\"phone\":\"+31 20 555 0100\"}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "curl/8.9",
                "ops@partner.example",
                "Grace Hopper",
                "Board meeting",
                "Harassment",
                "+31 20 555 0100"
            })
    void a_personal_value_is_nowhere_in_the_database(String value) {
        assertThat(tablesWith(value)).isEmpty();
    }

    @Test
    void what_is_not_personal_is_found_by_the_same_search() {
        assertThat(tablesWith("usr_ann")).containsExactly("log_administration.events");
        assertThat(tablesWith("tnt_a/participant:p-1")).contains("vault.keys");
    }

    private List<String> tablesWith(String value) {
        String hex = HexFormat.of().formatHex(value.getBytes(UTF_8));
        return JdbcClient.create(postgres.as("postgres"))
                .sql(TABLES)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .filter(table -> isIn(table, value) || isIn(table, hex))
                .toList();
    }

    private boolean isIn(String table, String text) {
        Long rows =
                postgres.superuser()
                        .queryForObject(
                                "select count(*) from "
                                        + table
                                        + " as t where position(? in t::text) > 0",
                                Long.class,
                                text);
        return rows != null && rows > 0;
    }

    private void append(Event event) {
        postgres.log(LogName.ADMINISTRATION)
                .append(
                        Append.of(
                                List.of(
                                        new NewEvent(
                                                UUID.randomUUID(),
                                                event,
                                                new EventMetadata(
                                                        "usr_ann",
                                                        ActorType.USER,
                                                        "req-1",
                                                        Personal.of(
                                                                new Subject(
                                                                        "tnt_a", "actor", "ann"),
                                                                "203.0.113.7"),
                                                        Personal.of(
                                                                new Subject(
                                                                        "tnt_a", "actor", "ann"),
                                                                "curl/8.9"),
                                                        TENANT,
                                                        List.of(),
                                                        null,
                                                        Instant.EPOCH)))));
    }
}
