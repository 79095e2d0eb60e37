package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** No event is larger than docs/subscribers.md says: 2 MiB. */
class EventSizeTest {

    private static final int MOST = 2 << 20;
    private static final int BODY = 256 << 10;
    private static final int PLATFORM_BODY = 1 << 20;

    /** The texts whose UTF-8 and escaped lengths differ most. */
    private static final List<String> TEXTS = List.of("\u0001", "—", "𝄞", "\"", "x");

    @Test
    void the_largest_configuration_before_and_after_fits() {
        for (String text : TEXTS) {
            Tenant tenant = Fleet.tenant();
            configure(tenant, text, "a");
            configure(tenant, text, "b");

            assertThat(largest(tenant)).as("%s", Json.write(text)).isBetween(BODY, MOST);
        }
    }

    @Test
    void the_largest_event_of_the_platform_fits() {
        for (Object element : List.of("\u0001", "—", "\"", 1e300)) {
            Tenant tenant = Fleet.tenant();
            int size = bytes(element) + 1;
            ObjectNode event =
                    Report.event(
                            tenant,
                            "thing.grow",
                            "values",
                            IntStream.range(0, (PLATFORM_BODY - 4096) / size)
                                    .mapToObj(i -> element)
                                    .toList());
            Report.one(event).expect(200);

            assertThat(largest(tenant)).as("%s", element).isBetween(PLATFORM_BODY / 4, MOST);
        }
    }

    private static void configure(Tenant tenant, String text, String name) {
        int each = Math.min(20_000, (BODY - 8192) / 50 / (bytes(text) - 2));
        tenant.admin()
                .put("/v1/admin/ai-config")
                .json(
                        object(
                                "system_prompt_templates",
                                IntStream.range(0, 50)
                                        .mapToObj(i ->
                                                object(
                                                        "name",
                                                        name + i,
                                                        "prompt",
                                                        text.repeat(each)))
                                        .toList()))
                .send()
                .expect(200);
    }

    private static int largest(Tenant tenant) {
        return tenant.admin()
                .read("/v1/admin/events")
                .data()
                .valueStream()
                .mapToInt(EventSizeTest::bytes)
                .max()
                .orElseThrow();
    }

    /** Written in a list, since a String by itself is taken for JSON. */
    private static int bytes(Object value) {
        return Json.write(List.of(value)).getBytes(StandardCharsets.UTF_8).length - 2;
    }
}
