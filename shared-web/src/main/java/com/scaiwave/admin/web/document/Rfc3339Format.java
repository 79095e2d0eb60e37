package com.scaiwave.admin.web.document;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.DateTimeFormat;
import com.networknt.schema.format.Format;

/**
 * {@code date-time} in every form of RFC 3339. The validator's own refuses the offset {@code
 * -00:00}, which says that the local offset is unknown (section 4.3).
 */
final class Rfc3339Format implements Format {
    private static final String UNKNOWN_OFFSET = "-00:00";

    private final Format rest = new DateTimeFormat();

    @Override
    public String getName() {
        return rest.getName();
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return rest.matches(
                context,
                value.endsWith(UNKNOWN_OFFSET)
                        ? value.substring(0, value.length() - UNKNOWN_OFFSET.length()) + "Z"
                        : value);
    }
}
