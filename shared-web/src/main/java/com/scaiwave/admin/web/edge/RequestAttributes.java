package com.scaiwave.admin.web.edge;

/** Names of the request attributes that the edge sets. */
final class RequestAttributes {
    static final String CALL = "scaiwave.call";
    static final String REQUEST_ID = "scaiwave.request-id";

    private RequestAttributes() {}
}
