package com.scaiwave.admin.web.edge;

/** Where a request keeps what the edge found out about it. */
final class RequestAttributes {
    static final String CALL = "scaiwave.call";
    static final String REQUEST_ID = "scaiwave.request-id";

    private RequestAttributes() {}
}
