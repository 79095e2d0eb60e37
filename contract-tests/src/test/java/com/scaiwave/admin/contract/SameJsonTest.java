package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 1, writes: which bodies count as the same under one idempotency key. */
class SameJsonTest {

    private static final String BODY =
            "{\"slug\":\"%s\",\"name\":\"N\",\"partner_id\":\"%s\",\"max_rooms\":50,"
                    + "\"features\":{\"a\":%s,\"b\":{\"x\":1,\"y\":[1,2]}}}";
    private static final String ANOTHER_ORDER =
            " {\n\"features\" : {\"b\":{\"y\":[1, 2],\"x\":1},\t\"a\":%3$s},\"max_rooms\":5.0e1,"
                    + "\"partner_id\":\"%2$s\",\"name\":\"\\u004e\",\"slug\":\"%1$s\"}\r\n";

    private final String slug = Fleet.slug();
    private final String partner = Fleet.partner().id();

    private Response send(String body, String number) {
        Api operator = Fleet.operator();
        return operator.post(Given.TENANTS)
                .key(slug)
                .json(body.formatted(slug, partner, number))
                .send();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "5, 5.0",
        "5, 50e-1",
        "5, 0.5E+1",
        "1.10, 1.1",
        "0, 0.00",
        "0, -0",
        "0, 0e300",
        "1e300, 10e299",
        "12345678901234567890.10, 12345678901234567890.1",
        "true, true"
    })
    void the_same_value_gets_the_first_answer(String first, String again) {
        Response created = send(BODY, first).expect(201);
        Response replayed = send(ANOTHER_ORDER, again).expect(201);

        assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replayed.bytes()).isEqualTo(created.bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "5, 6",
        "5, '\"5\"'",
        "1, true",
        "0, false",
        "0, null",
        "'[]', '{}'",
        "'[1,2]', '[2,1]'",
        "1e300, 1e299",
        "1, 1.0000000000000000000000001",
        "'\"a\"', '\"A\"'",
        "'[\"a\",\"b\"]', '[\"ab\"]'"
    })
    void another_value_is_refused(String first, String other) {
        send(BODY, first).expect(201);
        send(BODY, other).expectError(422, "SW_IDEMPOTENCY_KEY_REUSED");
    }
}
