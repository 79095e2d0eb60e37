package com.scaiwave.admin.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class AcceptTest {
    private static final List<String> STREAM = List.of("application/json", "text/event-stream");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|application/json",
                "application/*|application/json",
                "text/*|text/event-stream",
                "text/event-stream|text/event-stream",
                "text/event-stream;q=0.5, application/json|application/json",
                "application/json;q=0.5, text/event-stream|text/event-stream",
                "*/*;q=0.1, text/event-stream;q=0|application/json",
                "application/problem+json|application/json",
            })
    void the_best_that_the_client_can_read_is_chosen(String header, String chosen) {
        assertThat(Accept.of(header).choose(STREAM)).isEqualTo(chosen);
    }

    @Test
    void a_client_that_does_not_say_reads_everything() {
        assertThat(Accept.of(null).choose(STREAM)).isEqualTo("application/json");
        assertThat(Accept.of("  ").choose(STREAM)).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/json;q=0",
                "*/*;q=0",
                "nonsense",
                "application/xml"
            })
    void a_client_that_reads_none_of_it_is_told(String header) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Accept.of(header).choose(List.of("application/json")))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_NOT_ACCEPTABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/problem+json|true",
                "application/problem+json, application/json|true",
                "application/json, application/problem+json|false",
                "application/json, application/problem+json;q=0.9|false",
                "application/json;q=0.5, application/problem+json;q=0.9|true",
                "application/problem+json;q=0|false",
                "application/json|false",
                "*/*|false",
                "application/*|false",
            })
    void problems_are_for_who_names_them_before_plain_json(String header, boolean problems) {
        assertThat(Accept.of(header).prefersProblems()).isEqualTo(problems);
    }
}
