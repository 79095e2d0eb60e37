package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class LogSchemaTest {
    @Test
    void migrating_again_leaves_a_log_as_it_is() {
        TestPostgres postgres = TestPostgres.create();
        EventLog log = postgres.log(LogName.ADMINISTRATION);
        log.append(appending(enabled(WEB)));
        LogSchema.migrate(postgres.as("scaiwave_owner"), "scaiwave_command", "scaiwave_query");
        assertThat(log.head()).isEqualTo(1);
    }
}
