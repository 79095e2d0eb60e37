package com.scaiwave.admin.web.document;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import com.scaiwave.admin.web.answer.Rfc3339;

/** Accepts {@code date-time} in every form of RFC 3339; the validator's own check refuses some. */
final class Rfc3339Format implements Format {
    @Override
    public String getName() {
        return "date-time";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return Rfc3339.parse(value) != null;
    }
}
