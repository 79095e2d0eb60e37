package com.scaiwave.admin.torture.client;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request without its address and its sender. */
public record Call(
        String method, String target, Map<String, String> headers, @Nullable String body) {
    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(String target) {
        return new Call("GET", target, Map.of(), null);
    }

    public static Call put(String target, String body) {
        return new Call("PUT", target, Map.of(), body);
    }

    /** Without a body. */
    public static Call post(String target) {
        return new Call("POST", target, Map.of(), null);
    }

    public static Call post(String target, String body) {
        return new Call("POST", target, Map.of(), body);
    }

    public Call on(String tenant) {
        return with("X-Tenant-Id", tenant);
    }

    public Call with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Call(method, target, more, body);
    }
}
