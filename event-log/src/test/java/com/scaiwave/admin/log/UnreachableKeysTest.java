package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class UnreachableKeysTest {
    @Test
    void an_append_whose_keys_can_not_be_reached_is_unavailable() throws IOException {
        TestPostgres postgres = TestPostgres.create();
        CuttingProxy proxy = new CuttingProxy(postgres.unpooled("scaiwave_command"));
        try (EventLog keysAway =
                new EventLog(
                        LogName.ADMINISTRATION,
                        postgres.as("scaiwave_command"),
                        new EventCodec(postgres.vault(proxy.dataSource())))) {
            proxy.close();
            assertThatExceptionOfType(LogUnavailable.class)
                    .isThrownBy(() -> keysAway.append(appending(enabled(WEB))));
        }
    }
}
