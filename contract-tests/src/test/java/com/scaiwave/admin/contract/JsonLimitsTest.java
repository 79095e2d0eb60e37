package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: numbers out of range, JSON nested too deep, and numbers kept as sent. */
class JsonLimitsTest {

    private static final String TEN = "1234567890";

    /** A hundred digits. */
    private static final String BIG = TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN;

    private static Response create(String features) {
        return Fleet.operator()
                .post(Given.TENANTS)
                .json(
                        "{\"slug\":\"%s\",\"name\":\"N\",\"partner_id\":\"prt_demo\",\"features\":%s}"
                                .formatted(Fleet.slug(), features))
                .send();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e2147483647",
                "1e2147483648",
                "1e-2147483648",
                "1e99999999999999999999",
                "1e400",
                "-1e400",
                "1e309",
                "1e-400",
                "1" + BIG,
                "0." + BIG,
                "-0.0" + BIG
            })
    void a_number_that_nobody_can_hold_is_refused(String number) {
        create("{\"n\":[1," + number + "]}")
                .expectError(400, "SW_VALIDATION_FAILED", "/features/n/1");
        Fleet.operator()
                .on("tnt_demo")
                .put(Given.STUDIO)
                .json("{\"enabled\":" + number + "}")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/enabled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "12345678901234567890.123",
                "5.0",
                "0",
                "-7",
                "9007199254740993",
                "123456789012345678901234567890",
                "0.1",
                "3.141592653589793238462643383279"
            })
    void free_json_comes_back_with_the_numbers_that_were_sent(String number) {
        String field = "\"n\":" + number;
        Response created = create("{" + field + ",\"l\":[" + number + "]}").expect(201);
        assertThat(created.text()).contains(field, "[" + number + "]");
        String id = created.data().get("id").asString();
        assertThat(Fleet.operator().read(Given.TENANTS + "/" + id).text())
                .contains(field, "[" + number + "]");
        assertThat(
                        Fleet.operator()
                                .get(Given.AUDIT)
                                .query("resource_id", id)
                                .query("action", "tenant.create")
                                .send()
                                .expect(200)
                                .text())
                .contains(field, "[" + number + "]");
    }

    @Test
    void a_hundred_digits_are_taken() {
        assertThat(create("{\"n\":" + BIG + "}").expect(201).text()).contains(BIG);
        create("{\"n\":1e308,\"m\":1e-300}").expect(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64, 65, 101, 1_000, 100_000})
    void what_is_nested_deeper_than_64_levels_is_refused(int levels) {
        // The body and its features are two levels.
        String features = "{\"a\":" + "[".repeat(levels - 2) + "]".repeat(levels - 2) + "}";
        Response answer = create(features);
        if (levels <= 64) {
            answer.expect(201);
        } else {
            answer.expectError(400, "SW_VALIDATION_FAILED");
        }
    }

    @Test
    void a_configuration_nested_too_deep_is_refused_as_well() {
        Api admin = Fleet.tenant().admin();
        admin.put(Given.STUDIO)
                .json("{\"enabled\":" + "{\"a\":".repeat(30_000) + "1" + "}".repeat(30_001))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED");
        admin.put(Given.STUDIO)
                .json("[".repeat(30_000))
                .send()
                .expectError(400, "SW_MALFORMED_REQUEST");
    }

    @Test
    void strings_that_look_like_numbers_stay_strings() {
        String features = "{\"n\":\"1e400\",\"e\":\"[[\\\"1e400\"}";
        assertThat(create(features).expect(201).text()).contains("\"1e400\"", "\"[[\\\"1e400\"");
    }
}
