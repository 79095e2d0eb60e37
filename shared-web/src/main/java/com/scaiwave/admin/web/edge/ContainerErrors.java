package com.scaiwave.admin.web.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Has even what Tomcat refuses by itself answer in the envelope, and with the usual headers. */
public final class ContainerErrors extends ErrorReportValve {
    public ContainerErrors() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED
                || status == HttpServletResponse.SC_NOT_IMPLEMENTED) {
            // What a client sends is never the server's fault.
            status = HttpServletResponse.SC_BAD_REQUEST;
            response.setStatus(status);
        }
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String requestId = EdgeFilter.requestId(request.getHeader("X-Request-Id"));
        byte[] body = ErrorAnswers.ofContainer(status, requestId);
        response.setHeader("X-Request-Id", requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            // The client is gone, and with it whoever could read the answer.
            container.getLogger().debug("error not delivered");
        }
    }
}
