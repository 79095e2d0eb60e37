package com.scaiwave.admin.split.gateway;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.core.PriorityOrdered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Removes headers that are about one connection only (RFC 9110, section 7.6.1), also those that
 * {@code Connection} names, which the framework's own filters let through. These filters run first,
 * while {@code Connection} is still there.
 */
final class ConnectionHeaders {
    private static final Set<String> HOP =
            Set.of("connection", "expect", "keep-alive", "proxy-connection", "te", "trailer");

    private ConnectionHeaders() {}

    private static HttpHeaders without(HttpHeaders headers) {
        Set<String> named = new HashSet<>(HOP);
        for (String line : headers.getOrEmpty(HttpHeaders.CONNECTION)) {
            Arrays.stream(line.split(",", -1))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .forEach(named::add);
        }
        HttpHeaders rest = new HttpHeaders();
        headers.forEach((String name, List<String> values) -> {
            if (!named.contains(name.toLowerCase(Locale.ROOT))) {
                rest.addAll(name, values);
            }
        });
        return rest;
    }

    static final class OfRequests implements RequestHttpHeadersFilter, First {
        @Override
        public HttpHeaders apply(HttpHeaders headers, ServerRequest request) {
            return without(headers);
        }
    }

    static final class OfResponses implements ResponseHttpHeadersFilter, First {
        @Override
        public HttpHeaders apply(HttpHeaders headers, ServerResponse response) {
            return without(headers);
        }
    }

    interface First extends PriorityOrdered {
        @Override
        default int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
