package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Section 1: the stored answers of one tenant are bounded, and compressed. */
@WithOwnDeployment
@Tag("development")
class StoredAnswersTest {

    private static final int LIMIT = 64 << 10;

    @Test
    void the_answers_of_one_tenant_take_no_more_than_is_configured() throws SQLException {
        try (AllInOne process =
                AllInOne.start("answers", Map.of("SCAIWAVE_ANSWERS_MAXBYTES", LIMIT + "B"))) {
            Api admin = process.admin("tnt_demo", "usr_admin");
            ObjectNode large = large();
            admin.put(Given.CONFIG).json(large).send().expect(200);
            long before = wal(process);
            Response kept = admin.put(Given.CONFIG).key("k0").json(large).send().expectUnchanged();
            // About 220 KB of repetitive text.
            assertThat(wal(process) - before).isLessThan(60_000);
            assertThat(kept.bytes().length).isGreaterThan(200_000);

            int sent = 1;
            Response answer = kept;
            while (answer.status() == 200 && sent < 200) {
                answer = admin.put(Given.CONFIG).key("k" + sent++).json(large).send();
            }
            answer.expectError(429, "SW_RATE_LIMIT_EXCEEDED");
            assertThat(answer.header("Retry-After")).isNotNull();
            assertThat(sent).isGreaterThan(5);
            assertThat(stored(process)).isLessThanOrEqualTo(LIMIT);

            // A stored answer is repeated, and a write without a key succeeds.
            assertThat(admin.put(Given.CONFIG).key("k0").json(large).send().bytes())
                    .isEqualTo(kept.bytes());
            admin.put(Given.STUDIO).json(object("enabled", true)).send().expectChanged();
            // A refused write has changed nothing.
            admin.put(Given.STUDIO)
                    .key("late")
                    .json(large("allowlist"))
                    .send()
                    .expectError(429, "SW_RATE_LIMIT_EXCEEDED");
            assertThat(admin.read(Given.STUDIO).version()).isEqualTo(1);

            // Another tenant has a limit of its own.
            String tenant = Given.newTenant(process.operator());
            process.admin(tenant, "usr_other")
                    .put(Given.CONFIG)
                    .key("k")
                    .json(large)
                    .send()
                    .expectChanged();
        }
    }

    private static ObjectNode large() {
        return object(
                "system_prompt_templates",
                IntStream.range(0, 11)
                        .mapToObj(n -> object("name", "t" + n, "prompt", "Be kind. ".repeat(2_200)))
                        .toList());
    }

    private static ObjectNode large(String field) {
        return object(
                field,
                object(
                        "roles",
                        IntStream.range(0, 200)
                                .mapToObj(n -> Fleet.slug() + Fleet.slug())
                                .toList()));
    }

    private static long wal(AllInOne process) throws SQLException {
        return number(process, "select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    private static long stored(AllInOne process) throws SQLException {
        return number(
                process,
                "select sum(octet_length(answer)) from log_administration.answers where owner = 'tnt_demo'");
    }

    private static long number(AllInOne process, String sql) throws SQLException {
        try (Connection connection = process.postgres().connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
