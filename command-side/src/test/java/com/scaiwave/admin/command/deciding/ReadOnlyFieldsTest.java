package com.scaiwave.admin.command.deciding;

import static com.scaiwave.admin.command.Expectations.assertInvalid;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.scaiwave.admin.web.answer.ApiJson;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a GET answered can be sent back, and not changed. */
@NullMarked
class ReadOnlyFieldsTest {
    private static final SequencedMap<String, @Nullable Object> CURRENT = new LinkedHashMap<>();

    static {
        CURRENT.put("id", "usr_1");
        CURRENT.put("version", 4);
        CURRENT.put("parent", null);
        CURRENT.put("created_at", "2026-05-17T10:21:00Z");
    }

    @Test
    void the_same_values_are_accepted_and_so_are_none() {
        assertAccepted("{}");
        assertAccepted(
                """
                {"id":"usr_1","version":4,"parent":null,"created_at":"2026-05-17T10:21:00Z","x":1}
                """);
    }

    @Test
    void an_instant_may_be_written_in_another_way() {
        assertAccepted("{\"created_at\":\"2026-05-17T12:21:00.000+02:00\"}");
        assertInvalid(
                () -> check("{\"created_at\":\"2026-05-17T12:21:00.001+02:00\"}"), "/created_at");
        assertInvalid(() -> check("{\"created_at\":1}"), "/created_at");
        assertInvalid(() -> check("{\"version\":\"4\"}"), "/version");
    }

    @Test
    void each_value_that_differs_is_named_in_the_resources_order() {
        assertInvalid(
                () -> check("{\"parent\":\"p\",\"version\":4,\"id\":\"usr_2\"}"), "/id", "/parent");
    }

    private static void assertAccepted(String body) {
        assertThatNoException().isThrownBy(() -> check(body));
    }

    private static void check(String body) {
        ReadOnlyFields.of(ApiJson.mapper().readTree(body), "id", "version", "parent", "created_at")
                .check(CURRENT);
    }
}
