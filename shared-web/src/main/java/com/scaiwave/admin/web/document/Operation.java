package com.scaiwave.admin.web.document;

import com.networknt.schema.Schema;
import java.util.List;
import java.util.Map;

/**
 * One operation of the document.
 *
 * @param template the path's segments; a variable is in braces
 * @param bodies the schemas of the body, by media type; empty where no body is defined
 * @param maxBytes the largest body that is accepted
 * @param produces the media types of a successful answer
 */
public record Operation(
        String id,
        String method,
        List<String> template,
        Access access,
        TenantMode tenant,
        Map<String, QueryParameter> query,
        Map<String, Schema> bodies,
        int maxBytes,
        List<String> produces) {

    /** Which principals may call it. */
    public enum Access {
        PUBLIC,
        ADMIN,
        PARTNER_ADMIN,
        OPERATOR,
        SERVICE
    }

    /** How many tenants it acts on. */
    public enum TenantMode {
        NONE,
        ONE,
        FLEET
    }

    /**
     * A query parameter.
     *
     * @param times how often it may be given
     * @param type {@code string}, {@code integer} or {@code boolean}
     */
    public record QueryParameter(String name, int times, String type, Schema schema) {}
}
