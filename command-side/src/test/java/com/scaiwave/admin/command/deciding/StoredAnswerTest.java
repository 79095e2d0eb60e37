package com.scaiwave.admin.command.deciding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;

/** An answer is given again as it was given first. */
@NullMarked
class StoredAnswerTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 800, 900, 1_000, 5_000, 100_000})
    void an_answer_of_any_size_is_read_back_as_it_was_stored(int size) {
        StoredAnswer answer = answer("\"" + "aé".repeat(size / 2) + "\"", true, null);

        assertThat(StoredAnswer.parse(answer.bytes())).isEqualTo(answer);
    }

    @Test
    void a_large_answer_is_stored_compressed_and_a_small_one_is_not() {
        assertThat(answer("\"small\"", true, null).bytes()).startsWith('{');
        assertThat(answer("\"" + "x".repeat(2_000) + "\"", true, null).bytes())
                .hasSizeLessThan(500);
    }

    @Test
    void a_write_that_changed_something_has_the_position_of_its_own_last_event() {
        assertThat(body(answer("1", true, null), 7L)).contains("\"position\":7,");
        assertThat(body(answer("1", false, 3L), null)).contains("\"position\":3,");
        assertThat(body(answer("1", false, null), null)).contains("\"position\":null,");
    }

    @Test
    void only_a_repeated_answer_says_that_it_is_one() {
        StoredAnswer answer = answer("1", true, null);

        assertThat(answer.response(7L, true).getHeaders().getFirst("Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(answer.response(7L, false).getHeaders().getFirst("Idempotency-Replayed"))
                .isNull();
        assertThat(answer.response(7L, false).getHeaders().getETag()).isEqualTo("\"4\"");
        assertThat(answer.response(7L, false).getHeaders().getFirst("Location"))
                .isEqualTo("/v1/there");
    }

    private static String body(StoredAnswer answer, @Nullable Long appended) {
        ResponseEntity<byte[]> response = answer.response(appended, false);
        return new String(Objects.requireNonNull(response.getBody()), UTF_8);
    }

    private static StoredAnswer answer(String data, boolean changed, @Nullable Long position) {
        return new StoredAnswer(
                201, "/v1/there", data, changed, 4, position, List.of(new UUID(0, 1)));
    }
}
