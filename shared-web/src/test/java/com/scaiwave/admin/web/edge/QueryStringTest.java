package com.scaiwave.admin.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.web.document.ApiDocument;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class QueryStringTest {
    private static final Operation AUDIT =
            ApiDocument.load().operations().stream()
                    .filter(o -> String.join("/", o.template()).equals("v1/admin/audit"))
                    .findFirst()
                    .orElseThrow();

    @Test
    void no_query_is_no_parameters() {
        assertThat(QueryString.parse(null, AUDIT)).isEmpty();
        assertThat(QueryString.parse("", AUDIT)).isEmpty();
        assertThat(QueryString.parse("&&", AUDIT)).isEmpty();
    }

    @Test
    void what_may_repeat_is_kept_in_its_order() {
        assertThat(QueryString.parse("action=b&action=a&limit=5", AUDIT))
                .containsEntry("action", java.util.List.of("b", "a"))
                .containsEntry("limit", java.util.List.of("5"));
    }

    @Test
    void escapes_and_plus_are_read_once() {
        assertThat(QueryString.parse("actor_id=a+b%20%C3%A9%252F%2B", AUDIT))
                .containsEntry("actor_id", java.util.List.of("a b é%2F+"));
    }

    @Test
    void what_may_repeat_may_do_so_50_times() {
        assertThat(QueryString.parse("action=a&".repeat(50), AUDIT).get("action")).hasSize(50);
        what_is_unknown_repeated_or_wrong_is_told_by_name("action=a&".repeat(51), "action");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody=1, nobody",
        "Limit=1, Limit",
        "limit=1&limit=2, limit",
        "limit=x, limit",
        "limit=, limit",
        "limit, limit",
        "limit=0, limit",
        "limit=1001, limit",
        "limit=1.5, limit",
        "limit=99999999999999999999, limit",
        "order=sideways, order",
        "since=yesterday, since",
    })
    void what_is_unknown_repeated_or_wrong_is_told_by_name(String query, String name) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> QueryString.parse(query, AUDIT))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SW_VALIDATION_FAILED);
                    assertThat(e.details()).extracting(Refusal.Detail::field).containsOnly(name);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor_id=%",
                "actor_id=%2",
                "actor_id=%zz",
                "actor_id=%FF",
                "actor_id=%00",
                "actor_id=%ED%A0%80",
                "actor_id=é",
                "%FF=1"
            })
    void what_can_not_be_parsed_is_malformed(String query) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> QueryString.parse(query, AUDIT))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_MALFORMED_REQUEST);
    }
}
