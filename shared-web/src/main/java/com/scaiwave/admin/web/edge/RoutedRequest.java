package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.document.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.stream.Collectors;

/**
 * A request with the path of its operation, where {@code -} stands for each variable. The routes
 * have parsed the variables; no second parser sees what the client sent there.
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
