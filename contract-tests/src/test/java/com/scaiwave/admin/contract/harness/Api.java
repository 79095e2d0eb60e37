package com.scaiwave.admin.contract.harness;

import com.scaiwave.admin.contract.harness.Request.Header;
import java.util.ArrayList;
import java.util.List;

/** A client: who calls, and on which tenant. Every answer it gets is checked. */
public final class Api {

    private final List<Header> headers;

    private Api(List<Header> headers) {
        this.headers = List.copyOf(headers);
    }

    /** Without a token. */
    public static Api anonymous() {
        return new Api(List.of());
    }

    public static Api bearer(String token) {
        return anonymous().with("Authorization", "Bearer " + token);
    }

    /** The same client, with this header on every request. */
    public Api with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Api(more);
    }

    /** The same client, naming a tenant with X-Tenant-Id. */
    public Api on(String tenantId) {
        return with("X-Tenant-Id", tenantId);
    }

    public Request request(String method, String target) {
        return new Request(method, target, headers);
    }

    public Request get(String target) {
        return request("GET", target);
    }

    public Request head(String target) {
        return request("HEAD", target);
    }

    public Request put(String target) {
        return request("PUT", target);
    }

    public Request post(String target) {
        return request("POST", target);
    }

    /** GET, and 200. */
    public Response read(String target) {
        return get(target).send().expect(200);
    }
}
