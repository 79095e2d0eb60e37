package com.scaiwave.admin.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The deserializer accepts and refuses the same texts as Jackson's own. */
@NullMarked
class InstantJsonTest {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final JsonMapper FAST =
            JsonMapper.builder()
                    .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantJson()))
                    .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 1_000_000, 1_000_000_000})
    void any_instant_that_jackson_wrote_is_read(long unit) {
        Random random = new Random(unit);
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 10_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(first, last),
                            random.nextLong(1_000_000_000 / unit) * unit);
            assertThat(FAST.readValue(PLAIN.writeValueAsBytes(instant), Instant.class))
                    .isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59.9Z",
                "2024-02-29T23:59:59.123456789Z",
                "2024-06-30T24:00:00Z",
                "2024-06-30T10:00:00.Z",
                "2016-12-31T23:59:60Z",
                "2024-06-30T10:00:00+02:00",
                "2024-06-30t10:00:00z",
                "+12024-06-30T10:00:00Z",
                "-0001-06-30T10:00:00Z",
                " 2024-06-30T10:00:00Z"
            })
    void other_forms_are_read_as_jackson_reads_them(String text) {
        String json = '"' + text + '"';
        assertThat(FAST.readValue(json, Instant.class))
                .isEqualTo(PLAIN.readValue(json, Instant.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2023-02-29T10:00:00Z\"",
                "\"2024-13-01T10:00:00Z\"",
                "\"2024-00-01T10:00:00Z\"",
                "\"2024-01-01T25:00:00Z\"",
                "\"2024-01-01T10:60:00Z\"",
                "\"2024-01-01T10:00:00.1234567890Z\"",
                "\"2024-01-01T10:00:00.-1Z\"",
                "\"2024-01-01T10:00:00,5Z\"",
                "\"2024-01-01 10:00:00Z\"",
                "\"2024/01/01T10:00:00Z\"",
                "\"-024-01-01T10:00:00Z\"",
                "\"2024-+1-01T10:00:00Z\"",
                "\"２０２４-01-01T10:00:00Z\"",
                "\"2024-01-01T10:00:0Z\"",
                "\"2024-01-01T10:00:00\"",
                "\"Z\"",
                "true",
                "{}"
            })
    void text_that_is_no_instant_is_refused_with_jacksons_message(String json) {
        JacksonException expected = refusal(PLAIN, json);

        assertThat(refusal(FAST, json)).hasSameClassAs(expected).hasMessage(expected.getMessage());
    }

    @Test
    void a_number_is_seconds() {
        assertThat(FAST.readValue("1.5", Instant.class)).isEqualTo(Instant.ofEpochMilli(1500));
    }

    private static JacksonException refusal(JsonMapper mapper, String json) {
        return catchThrowableOfType(
                JacksonException.class, () -> mapper.readValue(json, Instant.class));
    }
}
