package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.document.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.stream.Collectors;

/**
 * A request whose path is that of its operation, with {@code -} for each variable. Variables were
 * parsed once, by the routes; no second parser sees what the client wrote there.
 */
final class RoutedRequest extends HttpServletRequestWrapper {
    private final String path;

    RoutedRequest(HttpServletRequest request, Operation operation) {
        super(request);
        this.path =
                operation.template().stream()
                        .map(segment -> segment.startsWith("{") ? "-" : segment)
                        .collect(Collectors.joining("/", "/", ""));
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public String getServletPath() {
        return path;
    }
}
