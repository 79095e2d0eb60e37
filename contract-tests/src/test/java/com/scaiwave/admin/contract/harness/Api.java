package com.scaiwave.admin.contract.harness;

import com.scaiwave.admin.testkit.http.Call.Header;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client with its token and tenant. Every answer that it gets is checked. */
public final class Api {

    private final @Nullable URI address;
    private final List<Header> headers;

    private Api(@Nullable URI address, List<Header> headers) {
        this.address = address;
        this.headers = List.copyOf(headers);
    }

    /** A client without a token. */
    public static Api anonymous() {
        return new Api(null, List.of());
    }

    public static Api bearer(String token) {
        return anonymous().with("Authorization", "Bearer " + token);
    }

    /** The same client, with this header on every request. */
    public Api with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Api(address, more);
    }

    /** The same client, for another deployment than the one under test. */
    public Api at(URI other) {
        return new Api(other, headers);
    }

    /** The same client, naming a tenant with X-Tenant-Id. */
    public Api on(String tenantId) {
        return with("X-Tenant-Id", tenantId);
    }

    /** The client's bearer token. */
    public String token() {
        return headers.stream()
                .filter(header -> header.name().equals("Authorization"))
                .map(header -> header.value().substring("Bearer ".length()))
                .findFirst()
                .orElseThrow();
    }

    public Request request(String method, String target) {
        return new Request(address, method, target, headers);
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

    /** Sends a GET, which must answer 200. */
    public Response read(String target) {
        return get(target).send().expect(200);
    }
}
