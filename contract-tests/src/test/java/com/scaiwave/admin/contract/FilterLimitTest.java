package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: a filter takes at most 50 values, since each one costs the database something. */
class FilterLimitTest {

    private static final int MOST = 50;

    private static Tenant tenant = Fleet.tenant();

    @BeforeAll
    static void a_tenant() {
        tenant = Fleet.tenant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"action", "actor_id", "resource_type", "resource_id"})
    void up_to_50_values_are_taken(String parameter) {
        tenant.admin().read("/v1/admin/audit?" + repeated(parameter, MOST - 1));
        tenant.admin().read("/v1/admin/audit?" + repeated(parameter, MOST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"action", "actor_id", "resource_type", "resource_id"})
    void one_more_is_refused_by_the_name_of_the_parameter(String parameter) {
        Response refused =
                tenant.admin()
                        .get("/v1/admin/audit?" + repeated(parameter, MOST + 1))
                        .send()
                        .expect(400);

        assertThat(refused.code()).isEqualTo("SW_VALIDATION_FAILED");
        assertThat(refused.json().at("/error/details/0/field").asString()).isEqualTo(parameter);
    }

    private static String repeated(String parameter, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> parameter + "=v" + i)
                .collect(Collectors.joining("&"));
    }
}
