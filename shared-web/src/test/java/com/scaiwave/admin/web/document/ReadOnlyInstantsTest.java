package com.scaiwave.admin.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.scaiwave.admin.web.answer.ApiJson;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document accepts an instant that is put back in any form of RFC 3339. */
@NullMarked
class ReadOnlyInstantsTest {
    private static final Schema PARTNER = ApiDocument.load().schema("PartnerPut");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-28T12:53:45.493920Z",
                "2026-11-28T12:53:45.493Z",
                "2026-11-28T12:53:45Z",
                "2026-11-28t12:53:45.49392z",
                "2026-11-28T12:53:45.493920000+00:00",
                "2026-11-28T12:53:45.493920-00:00",
                "2026-11-28T14:53:45.493920+02:00",
            })
    void any_form_is_let_through(String instant) {
        var body =
                ApiJson.mapper()
                        .createObjectNode()
                        .put("name", "Demo")
                        .put("contact_email", "ops@demo.example")
                        .put("status", "active")
                        .put("created_at", instant);

        assertThat(JsonErrors.of(PARTNER, body, "")).isEmpty();
    }
}
